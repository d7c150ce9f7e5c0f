#include "routes/answer_schemas.h"

#include <array>

namespace genserve::service {
namespace {

constexpr std::array Schemas = std::to_array<NamedSchema>({
    {"Reply", R"json({"type":"object",
"required":["success","task_id","image_base64","error","elapsed_time","gpu_id","model_id","mode","warnings"],
"properties":{"success":{"type":"boolean"},"task_id":{"type":"string","format":"uuid"},
"image_base64":{"type":["string","null"]},"error":{"type":["string","null"]},"elapsed_time":{"type":"number","minimum":0},
"gpu_id":{"type":["string","null"]},"model_id":{"type":"string"},
"mode":{"enum":["text2img","img2img","fill","controlnet"]},"seed":{"type":"integer"},"width":{"type":"integer"},
"height":{"type":"integer"},"num_inference_steps":{"type":"integer"},"cfg":{"type":"number"},
"queue_time":{"type":"number","minimum":0},"warnings":{"type":"array","items":{"type":"string"}},
"code":{"type":"string"},"details":{"$ref":"#/components/schemas/Details"}}})json"},
    {"Details", R"json({"type":"array","items":{"type":"object","required":["field","problem"],
"properties":{"field":{"type":"string"},"problem":{"type":"string"}}}})json"},
    {"Task", R"json({"type":"object","required":["task_id","state","mode","model_id","priority","position","created_at",
"started_at","finished_at","step","steps","eta_s","waiting_reason","gpu_id","attempts","client","error","code","details",
"image_url","warnings"],"properties":{"task_id":{"type":"string","format":"uuid"},
"state":{"enum":["queued","running","finished","failed","cancelled"]},
"mode":{"enum":["text2img","img2img","fill","controlnet"]},"model_id":{"type":["string","null"]},
"priority":{"type":"integer"},"position":{"type":["integer","null"]},
"created_at":{"type":["string","null"],"format":"date-time"},"started_at":{"type":["string","null"],"format":"date-time"},
"finished_at":{"type":["string","null"],"format":"date-time"},"step":{"type":"integer"},
"steps":{"type":["integer","null"]},"eta_s":{"type":["number","null"]},"waiting_reason":{"type":["string","null"]},
"gpu_id":{"type":["string","null"]},"attempts":{"type":"integer"},"client":{"type":["string","null"]},
"error":{"type":["string","null"]},"code":{"type":["string","null"]},
"details":{"$ref":"#/components/schemas/Details"},"image_url":{"type":["string","null"]},
"warnings":{"type":"array","items":{"type":"string"}},"cancelling":{"type":"boolean"}}})json"},
    {"Status",
     R"json({"type":"object","required":["status","concurrent_manager","version","uptime_s","tasks","devices"],
"properties":{"status":{"enum":["starting","running","draining"]},"concurrent_manager":{"type":"object",
"required":["alive_processes","dead_processes","total_restarts","global_queue_size"],"properties":{
"alive_processes":{"type":"integer"},"dead_processes":{"type":"integer"},"total_restarts":{"type":"integer"},
"global_queue_size":{"type":"integer"}}},"version":{"type":"string"},"uptime_s":{"type":"integer"},
"tasks":{"type":"object","required":["queued","running","finished","failed","cancelled"],
"additionalProperties":{"type":"integer"}},"devices":{"type":"array","items":{"type":"object",
"required":["gpu_id","name","state","task_id","model_id","vram_total_mb","vram_used_mb","utilization_pct",
"temperature_c","power_w","idle_reason"],"properties":{"gpu_id":{"type":"string"},"name":{"type":["string","null"]},
"state":{"enum":["starting","idle","busy","draining","disabled","quarantined"]},"task_id":{"type":["string","null"]},
"model_id":{"type":["string","null"]},"vram_total_mb":{"type":["number","null"]},
"vram_used_mb":{"type":["number","null"]},"utilization_pct":{"type":["number","null"]},
"temperature_c":{"type":["number","null"]},"power_w":{"type":["number","null"]},
"idle_reason":{"type":["string","null"]}}}}}})json"},
    {"Model", R"json({"type":"object","required":["model_id","model_name","description","total_gpu_processes",
"available_gpu_processes","supported_features","native_size","default_steps","default_cfg","format","precision",
"size_mb","loaded_on"],"properties":{"model_id":{"type":"string","pattern":"^[a-z0-9._-]+$"},
"model_name":{"type":"string"},"description":{"type":"string"},"total_gpu_processes":{"type":"integer"},
"available_gpu_processes":{"type":"integer"},"supported_features":{"type":"array",
"items":{"enum":["text-to-image","image-to-image","fill","controlnet"]}},"native_size":{"type":"integer"},
"default_steps":{"type":"integer"},"default_cfg":{"type":"number"},"format":{"type":"string"},
"precision":{"type":"string"},"size_mb":{"type":"number"},
"loaded_on":{"type":"array","items":{"type":"string"}}}})json"},
    {"Lora", R"json({"type":"object","required":["name","title","kind","format","precision","size_mb","fits"],
"properties":{"name":{"type":"string"},"title":{"type":"string"},"kind":{"enum":["lora","control-lora"]},
"format":{"type":"string"},"precision":{"type":"string"},"size_mb":{"type":"number"},
"fits":{"type":"array","items":{"type":"string"}},"problem":{"type":["string","null"]}}})json"},
    {"Key", R"json({"type":"object","required":["name","scopes","created_at"],"properties":{"name":{"type":"string"},
"scopes":{"type":"string"},"created_at":{"type":"string","format":"date-time"}}})json"},
    {"NewKey", R"json({"type":"object","required":["name","scopes","created_at","key"],"properties":{
"name":{"type":"string"},"scopes":{"type":"string"},"created_at":{"type":"string","format":"date-time"},
"key":{"type":"string","pattern":"^gs_"}}})json"},
});

} // namespace

std::span<const NamedSchema> answerSchemas() { return Schemas; }

} // namespace genserve::service
