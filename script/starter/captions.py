"""Draw a random picture description: numbers for the renderer (FIELDS) and captions in two languages.

`sample_spec(rng, kind)` decides what is in the picture; `caption(spec, rng)` says it in words, leaving
details out at random so that short prompts work as well as long ones.
"""
import random

from objects import COLOURS, catalogue, sprite_list

KINDS = ["mountains", "lake", "sea", "beach", "desert", "forest", "hills", "city", "meadow", "snow",
         "space", "underwater", "table", "plain", "garden", "sky", "road"]
KIND_WEIGHTS = [7, 6, 6, 6, 5, 6, 6, 6, 5, 6, 6, 6, 14, 20, 16, 12, 8]
TIMES = ["dawn", "day", "sunset", "dusk", "night", "overcast", "storm"]
SLOTS = 3
FIELDS = (["time", "clouds", "fog", "rain", "snowfall", "stars", "moon", "sun", "sun_x", "sun_y", "milky",
           "aurora", "rainbow", "horizon", "season", "snowcap", "variant", "tint", "trees"]
          + [f"{f}{k}" for k in range(SLOTS) for f in ("on", "id", "x", "y", "size", "flip", "air")])

CATALOGUE = catalogue()
SPRITES = sprite_list()
BY_CATEGORY = {}
for _i, _row in enumerate(CATALOGUE):
    BY_CATEGORY.setdefault(_row["cat"], []).append(_i)
SPRITE_OF = {pair: n for n, pair in enumerate(SPRITES)}
FAVOURITES = {"hot air balloon": 1.5, "cat": 1.5, "dog": 1.3, "planet": 1.5, "astronaut": 1.5}

# which object categories fit which backdrop: (category, weight)
FITS = {
    "mountains": "a1 b3 s4 h4 v1 e2 p2", "lake": "w5 b3 s3 h2", "sea": "w6 b2 s3", "beach": "a1 e2 i2 p2 w2 u2 s2 b1",
    "desert": "a1 v3 s2 p2 h2", "forest": "a2 b3 h3 e2 p2 f1", "hills": "a1 s3 b2 h4 v3 p3 e2",
    "city": "s4 v4 b1 e2 h1", "meadow": "a2 b4 e3 p3 h3 s2", "snow": "a1 h4 e2 i2 p3 s2 v1",
    "space": "s3 c8", "underwater": "u8 w1", "table": "f4 i4 p1", "plain": "a4 f4 i4 v4 p4 h4 e4 s4 b4 u4 w4 c4",
    "garden": "a4 p3 e3 h3 i2 b4 v2 f1", "sky": "s5 b5", "road": "v8 a1 e2 s1 h1",
}
FITS = {k: [(p[0], int(p[1:])) for p in v.split()] for k, v in FITS.items()}
OBJECT_CHANCE = {"table": 0.98, "plain": 0.98, "garden": 0.92, "underwater": 0.85, "space": 0.75, "sky": 0.8, "road": 0.8,
                 "beach": 0.6, "meadow": 0.65, "hills": 0.6, "snow": 0.65, "city": 0.5, "forest": 0.6, "sea": 0.6,
                 "lake": 0.55, "desert": 0.6, "mountains": 0.5}
AIR = set("bsc")

TABLES = [("wooden table", "木桌"), ("white table", "白色桌子"), ("dark table", "深色桌子"), ("stone counter", "石台")]
BACKS = [("white", "白色"), ("gray", "灰色"), ("black", "黑色"), ("red", "红色"), ("orange", "橙色"), ("yellow", "黄色"),
         ("green", "绿色"), ("blue", "蓝色"), ("purple", "紫色"), ("pink", "粉色"), ("beige", "米色"), ("light blue", "浅蓝色")]


def pick(rng, items):
    return items[int(rng.random() * len(items))]


def sample_spec(rng, kind):
    s = dict.fromkeys(FIELDS, 0.0)
    s["kind"] = kind
    night_only = kind == "space"
    t = rng.choices(range(7), [1, 4, 3.2, 1, 2.4, 0.8, 0.35])[0]
    if kind in ("table", "plain", "underwater"):
        t = 1
    if night_only:
        t = 4
    s["time"] = t
    s["clouds"] = rng.choice([0.0, 0.25, 0.55, 0.9]) if t < 4 else (0.15 if t == 4 else 1.0)
    if t == 4 and rng.random() < 0.25:
        s["clouds"] = 0.5
    open_air = kind not in ("table", "plain", "underwater", "space")
    if open_air:
        s["fog"] = 1.0 if rng.random() < (0.16 if t in (0, 5) else 0.05) else 0.0
        if t in (5, 6) and rng.random() < 0.5 or rng.random() < 0.015:
            if kind in ("snow", "mountains", "forest") and rng.random() < 0.6:
                s["snowfall"] = 1.0
            else:
                s["rain"] = 1.0
        if kind == "snow" and rng.random() < 0.35:
            s["snowfall"], s["rain"] = 1.0, 0.0
    if t == 4:
        s["stars"] = 1.0 if rng.random() < 0.8 else 0.0
        s["moon"] = rng.choices([0, 1, 2], [0.45, 0.35, 0.2])[0]
        if open_air:
            s["milky"] = 1.0 if s["stars"] and rng.random() < 0.3 else 0.0
            s["aurora"] = 1.0 if rng.random() < (0.3 if kind in ("snow", "lake", "mountains") else 0.12) else 0.0
    elif t in (0, 1, 2) and not s["rain"] and not s["snowfall"]:
        s["sun"] = 1.0 if rng.random() < (0.45 if t == 1 else 0.85) else 0.0
    elif t == 3 and rng.random() < 0.3:
        s["moon"] = rng.choice([1, 2])
    if t == 1 and open_air and rng.random() < 0.06:
        s["rainbow"] = 1.0
    s["sun_x"] = 0.1 + 0.8 * rng.random()
    s["horizon"] = {"mountains": 0.72, "lake": 0.56, "sea": 0.52, "beach": 0.42, "desert": 0.55, "forest": 0.62, "hills": 0.58,
                    "city": 0.74, "meadow": 0.5, "snow": 0.58, "garden": 0.42, "sky": 1.05, "road": 0.5, "table": 0.58,
                    }.get(kind, 0.6) + 0.06 * (rng.random() - 0.5) * 2
    high = 0.08 + 0.2 * rng.random()
    s["sun_y"] = high if t in (1, 4) or s["moon"] else s["horizon"] - 0.02 - 0.16 * rng.random()
    s["season"] = rng.choices([0, 1, 2], [0.6, 0.28, 0.12])[0] if kind in ("forest", "hills", "lake", "road", "garden") else 0
    if kind == "garden" and s["season"] == 2:
        s["season"] = 0
    if kind == "snow":
        s["season"] = 2
    s["snowcap"] = 1.0 if kind in ("mountains", "lake") and rng.random() < 0.55 else 0.0
    s["variant"] = float(int(rng.random() * 4)) if kind != "plain" else float(int(rng.random() * len(BACKS)))
    if kind == "table":
        s["variant"] = float(rng.choices(range(4), [6, 1.5, 1.5, 1])[0])
    s["tint"] = float(int(rng.random() * len(BACKS)))
    s["trees"] = 1.0 if rng.random() < 0.5 else 0.0
    place_objects(rng, s, kind)
    return s


def choose_object(rng, fits):
    """A catalogue index and a colour; a category's weight counts for each of its members."""
    members, weights = fits
    i = rng.choices(members, weights)[0]
    natural = CATALOGUE[i]["colour"]
    return i, pick(rng, list(COLOURS)) if natural and rng.random() < 0.7 else natural


def members_of(fits):
    pairs = [(i, w * FAVOURITES.get(CATALOGUE[i]["en"][0], 1)) for c, w in fits for i in BY_CATEGORY[c]]
    return [p[0] for p in pairs], [p[1] for p in pairs]


MEMBERS = {k: members_of(v) for k, v in FITS.items()}


def place_objects(rng, s, kind):
    s["objects"] = []
    if rng.random() > OBJECT_CHANCE[kind]:
        return
    n = rng.choices([1, 2, 3], [0.68, 0.18, 0.14])[0]
    same = rng.random() < 0.7
    first = choose_object(rng, MEMBERS[kind])
    size_word = rng.choices([0, 1, 2], [0.2, 0.55, 0.25])[0] if n == 1 else rng.choices([0, 1], [0.25, 0.75])[0]
    base = ((0.22, 0.30), (0.40, 0.54), (0.62, 0.78))[size_word]
    if n == 3:
        base = (0.26, 0.33)
    elif n == 2:
        base = ((0.22, 0.28), (0.34, 0.44))[size_word]
    order = [k + 0.5 for k in range(n)]
    side = 0
    for k in range(n):
        i, colour = first if (k == 0 or same) else choose_object(rng, MEMBERS[kind])
        category = CATALOGUE[i]["cat"]
        size = base[0] + (base[1] - base[0]) * rng.random()
        if n == 1:
            side = rng.choices([0, -1, 1], [0.56, 0.22, 0.22])[0] if size_word < 2 else 0
            x = 0.5 + side * 0.26 + 0.05 * (rng.random() - 0.5) * (2 if side == 0 else 1)
        else:
            x = 0.02 + 0.96 * order[k] / n + 0.03 * (rng.random() - 0.5)
        ground_low, ground_high = min(0.97, s["horizon"] + 0.14), 0.95
        air = 0.0
        if category in AIR or kind in ("underwater", "space", "sky"):
            air = 1.0
            y = 0.2 + 0.34 * rng.random() + size / 2
            if kind in ("underwater", "space", "sky"):
                y = 0.3 + 0.45 * rng.random() + size / 2
            y = min(max(y, size + 0.02), 0.97)
        elif kind == "plain":
            y = 0.5 + size / 2 + 0.08 * rng.random()
        elif kind in ("sea", "lake"):
            y = s["horizon"] + 0.06 + size * 0.35 + (0.9 - s["horizon"] - size * 0.35) * 0.5 * rng.random()
        else:
            y = ground_low + (ground_high - ground_low) * rng.random() * 0.8
            y = max(y, size + 0.03)
        if kind == "plain":
            air = 0.0 if category not in AIR else 1.0
        s[f"on{k}"], s[f"id{k}"], s[f"x{k}"], s[f"y{k}"], s[f"size{k}"] = 1.0, SPRITE_OF[(i, colour)], x, min(y, 0.985), size
        s[f"flip{k}"] = 1.0 if rng.random() < 0.5 and CATALOGUE[i]["cat"] not in "ih" else 0.0
        s[f"air{k}"] = air
        s["objects"].append((i, colour, side if n == 1 else 0, size_word if n == 1 else 1))


# ---------------------------------------------------------------- words

EN_KIND = {
    "mountains": ["mountains", "a mountain range", "mountain peaks", "a mountain landscape", "the mountains", "misty mountains", "majestic mountains"],
    "lake": ["a lake", "a mountain lake", "a calm lake with mountains", "a lake surrounded by mountains", "a lake with reflections", "a quiet lake"],
    "sea": ["the sea", "the ocean", "an open sea", "a seascape", "the blue ocean", "a calm sea", "ocean waves"],
    "beach": ["a beach", "a sandy beach", "a tropical beach", "the seaside", "a beach with waves", "the beach"],
    "desert": ["a desert", "sand dunes", "the desert", "a sandy desert", "desert dunes"],
    "forest": ["a forest", "a pine forest", "the woods", "trees in a forest", "a dense forest", "a forest of pine trees"],
    "hills": ["green hills", "rolling hills", "hills", "a countryside landscape", "grassy hills", "the countryside"],
    "city": ["a city", "a city skyline", "skyscrapers", "a modern city", "a cityscape", "tall buildings", "downtown"],
    "meadow": ["a flower meadow", "a field of flowers", "a meadow", "a flower field", "wild flowers", "a meadow full of flowers"],
    "snow": ["a snowy field", "a winter landscape", "a snow covered landscape", "a snowy forest", "winter scenery", "the snow"],
    "space": ["outer space", "space", "the universe", "a galaxy", "a nebula", "the cosmos", "deep space"],
    "underwater": ["under the sea", "an underwater scene", "underwater", "the deep blue ocean underwater", "a coral sea"],
    "garden": ["a garden", "a lawn", "a park", "green grass", "a backyard", "a green garden with flowers"],
    "sky": ["the sky", "a blue sky", "a sky with clouds", "clouds", "white clouds"],
    "road": ["a road", "a country road", "a long road", "a street", "a highway", "a road through the fields"],
}
ZH_KIND = {
    "mountains": ["山", "群山", "高山", "山脉", "大山", "山峰", "连绵的山脉", "壮丽的山脉"],
    "lake": ["湖", "湖泊", "湖面", "平静的湖", "山间的湖泊", "湖光山色", "群山环绕的湖"],
    "sea": ["大海", "海", "海洋", "海面", "蔚蓝的大海", "海浪"],
    "beach": ["海滩", "沙滩", "海边", "热带海滩", "海岸"],
    "desert": ["沙漠", "沙丘", "荒漠", "金色的沙漠"],
    "forest": ["森林", "树林", "松树林", "茂密的森林", "林间"],
    "hills": ["山丘", "绿色的山丘", "田野", "乡村", "丘陵", "乡村风景"],
    "city": ["城市", "城市天际线", "高楼大厦", "现代城市", "都市", "摩天大楼"],
    "meadow": ["花海", "开满鲜花的草地", "花田", "草原", "野花", "鲜花盛开的草原"],
    "snow": ["雪地", "冬天的雪景", "白雪覆盖的原野", "雪景", "冬日的雪原"],
    "space": ["太空", "宇宙", "银河", "星云", "外太空", "浩瀚的宇宙"],
    "underwater": ["海底", "水下世界", "海底世界", "水下"],
    "garden": ["花园", "草地", "公园", "院子", "绿草地", "开着花的草地"],
    "sky": ["天空", "蓝天", "蓝天白云", "云朵", "白云"],
    "road": ["公路", "马路", "乡间小路", "街道", "道路", "田野间的公路"],
}
EN_TIME = [["at dawn", "in the early morning", "at sunrise", "in the morning"], ["on a sunny day", "in daylight", "under a blue sky", "during the day", "on a clear day"],
           ["at sunset", "in the evening glow", "at golden hour", "with a beautiful sunset", "under a sunset sky"],
           ["at dusk", "at twilight", "in the evening"], ["at night", "in the night", "under the night sky"],
           ["on a cloudy day", "under a gray sky", "on an overcast day"], ["in a storm", "under dark clouds", "before a storm"]]
ZH_TIME = [["黎明时的", "清晨的", "日出时的", "早晨的"], ["晴天的", "阳光下的", "蓝天下的", "白天的", "阳光明媚的"],
           ["日落时的", "夕阳下的", "傍晚的", "黄昏的", "落日余晖下的", "晚霞中的"], ["黄昏的", "暮色中的", "傍晚的"],
           ["夜晚的", "夜空下的", "夜色中的", "深夜的"], ["阴天的", "多云的", "灰色天空下的"], ["暴风雨中的", "乌云下的"]]
EN_ADJ = ["beautiful", "stunning", "peaceful", "serene", "scenic", "dreamy", "magnificent", "quiet", "colorful", "lovely"]
ZH_ADJ = ["美丽的", "壮观的", "宁静的", "梦幻的", "唯美的", "安静的", "漂亮的"]
EN_OBJ_ADJ = {"a": ["cute", "little", "lovely", "adorable", "happy", "fluffy", "wild"], "f": ["fresh", "delicious", "ripe", "tasty"],
              "e": ["young", "happy", "smiling", "beautiful"], "v": ["fast", "new", "shiny", "old"], "p": ["beautiful", "lovely", "fresh"],
              "h": ["small", "beautiful", "old", "lonely"], "b": ["little", "beautiful", "free"], "u": ["little", "colorful", "cute"]}
ZH_OBJ_ADJ = {"a": ["可爱的", "小小的", "快乐的", "毛茸茸的"], "f": ["新鲜的", "美味的", "好吃的"], "e": ["年轻的", "开心的", "微笑的", "美丽的"],
              "v": ["崭新的", "漂亮的"], "p": ["美丽的", "漂亮的"], "h": ["漂亮的", "古老的", "孤独的"], "b": ["自由的", "美丽的"], "u": ["可爱的", "彩色的"]}
EN_PRE = ["a photo of ", "a painting of ", "a picture of ", "an illustration of ", "an oil painting of ", "a watercolor of ",
          "digital art of ", "a photograph of ", "an image of ", "a portrait of ", "a close up of ", "a drawing of "]
EN_POST = ["high quality", "4k", "8k", "highly detailed", "masterpiece", "best quality", "cinematic lighting", "digital art", "photorealistic",
           "ultra realistic", "trending on artstation", "oil painting", "watercolor", "soft light", "vivid colors", "landscape photography",
           "anime style", "concept art", "sharp focus", "detailed", "realistic", "illustration", "beautiful scenery", "wide angle"]
ZH_PRE = ["一张照片，", "一幅画，", "一幅油画，", "一张图片，", "插画，", "水彩画，", "摄影作品，", "一幅美丽的", "画一幅", "一张"]
ZH_POST = ["高清", "高质量", "4k", "细节丰富", "电影感", "杰作", "超高清", "油画风格", "水彩", "写实", "柔和的光线", "精美", "唯美", "动漫风格", "摄影"]
EN_NUM = {2: "two", 3: "three"}
ZH_NUM = {2: "两", 3: "三"}


def article(word):
    if word.endswith(("s", "fries")) and word.split()[0] not in ("glass",) and not word.endswith(("bus", "cactus", "octopus", "hibiscus", "ss", "claus")):
        return word
    return ("an " if word[0] in "aeiou" and not word.startswith(("uf", "uni")) else "a ") + word


def plural(word):
    head, sep, tail = word.partition(" of ")
    if head.endswith("s") and not head.endswith(("bus", "glass", "cactus", "octopus", "ss")) or head in ("sheep", "fish", "deer", "bread"):
        return word
    if head.endswith(("fish", "sheep", "deer", "corn", "bread", "bamboo")):
        return word
    irregular = {"mouse": "mice", "wolf": "wolves", "man": "men", "woman": "women", "person": "people", "cherry": "cherries", "puppy": "puppies",
                 "bunny": "bunnies", "fairy": "fairies", "lady": "ladies", "baby": "babies", "daisy": "daisies", "strawberry": "strawberries",
                 "canary": "canaries", "trophy": "trophies", "leaf": "leaves", "old man": "old men", "old woman": "old women", "butterfly": "butterflies"}
    if head in irregular:
        return irregular[head] + sep + tail
    if head.endswith(("s", "x", "ch", "sh")) or head in ("tomato", "mango"):
        return head + "es" + sep + tail
    return head + "s" + sep + tail


VERBS_EN = {"a": ["sitting", "standing", "walking", "running", "resting", ""], "e": ["standing", "walking", "", ""], "v": ["parked", "driving", "", ""],
            "b": ["flying", "flying", ""], "s": ["flying", "floating", ""], "w": ["sailing", "floating", ""], "u": ["swimming", ""], "h": ["standing", "", ""],
            "p": ["growing", "blooming", ""], "f": ["", "", "lying"], "i": ["", "", "lying"], "c": ["floating", ""]}
VERBS_ZH = {"a": ["坐", "站", "趴", ""], "e": ["站", "走", ""], "v": ["停", "行驶", "开"], "b": ["飞", "飞翔"], "s": ["飞", "飘"], "w": ["航行", "漂"],
            "u": ["游", "生活"], "h": ["坐落", "矗立", ""], "p": ["长", "开", ""], "f": ["放", ""], "i": ["放", "摆", ""], "c": ["漂浮", ""]}


def place_en(s, category, rng):
    k, air = s["kind"], category in AIR
    if k == "table":
        return pick(rng, ["on a ", "on the ", "on top of a "]) + pick(rng, [TABLES[int(s["variant"])][0]] * 3 + ["table"])
    if k == "plain":
        c = BACKS[int(s["variant"])][0]
        return pick(rng, [f"on a {c} background", f"on a {c} background", f"with a {c} background", f"against a {c} background",
                          f"on a plain {c} background", "isolated on a plain background", "on a simple background"])
    if k == "garden":
        if air:
            return pick(rng, ["over a garden", "over the grass", "in a garden", "above a lawn"])
        return pick(rng, ["on the grass", "in a garden", "on green grass", "in the garden", "on a lawn", "in a park", "on the lawn", "in the grass"])
    if k == "sky":
        return pick(rng, ["in the sky", "in the blue sky", "among the clouds", "above the clouds", "in the clouds"])
    if k in ("space", "underwater"):
        return pick(rng, {"space": ["in space", "in outer space", "among the stars", "in the universe"],
                          "underwater": ["under the sea", "underwater", "in the ocean", "in the water", "in the deep sea"]}[k])
    place = pick(rng, EN_KIND[k])
    if k == "mountains" and s["snowcap"] and rng.random() < 0.6:
        place = pick(rng, ["snowy mountains", "snow capped mountains", "snow mountains"])
    if k == "forest" and s["season"] == 1 and rng.random() < 0.7:
        place = pick(rng, ["an autumn forest", "a forest in autumn"])
    if air:
        return pick(rng, ["over ", "above ", "in the sky over ", "in the sky above "]) + place
    if k == "road":
        return pick(rng, ["on ", "along "]) + place
    if k in ("sea", "lake"):
        return pick(rng, ["on ", "on ", "in "]) + place
    if k == "beach":
        return "on " + place if place != "the seaside" else "by the seaside"
    if k == "mountains":
        return pick(rng, ["in front of ", "in ", "near ", "with "]) + place + ("" if rng.random() < 0.7 else " in the background")
    return pick(rng, ["in ", "in ", "in front of "]) + place


def place_zh(s, category, rng):
    k, air = s["kind"], category in AIR
    if k == "table":
        return pick(rng, [TABLES[int(s["variant"])][1]] * 3 + ["桌子"]) + "上"
    if k == "garden":
        return pick(rng, ["草地上", "花园里", "公园里", "草坪上", "绿草地上", "院子里"]) if not air else pick(rng, ["花园上空", "草地上空", "花园里"])
    if k == "sky":
        return pick(rng, ["天空中", "蓝天上", "云朵之间", "空中", "白云间"])
    if k == "space":
        return pick(rng, ["太空中", "宇宙中", "星空中", "外太空"])
    if k == "underwater":
        return pick(rng, ["海底", "水里", "水下", "海里"])
    place = pick(rng, ZH_KIND[k])
    if k == "mountains" and s["snowcap"] and rng.random() < 0.6:
        place = "雪山"
    if k == "forest" and s["season"] == 1 and rng.random() < 0.7:
        place = "秋天的森林"
    if air:
        return place + pick(rng, ["上空", "上", "上方"])
    return place + {"mountains": pick(rng, ["前", "脚下", "下"]), "sea": "上", "lake": "上", "beach": "上", "desert": "里", "forest": "里",
                    "hills": "上", "city": "里", "meadow": "上", "snow": "里", "road": "上"}[k]


def name_en(rng, i, colour, size_word, count):
    row = CATALOGUE[i]
    noun = pick(rng, row["en"]) if rng.random() < 0.5 else row["en"][0]
    if count > 1:
        noun = plural(noun)
    words = []
    if rng.random() < 0.5 and size_word != 1:
        words.append(pick(rng, ["small", "tiny", "little"]) if size_word == 0 else pick(rng, ["big", "large", "huge"]))
    elif rng.random() < 0.3 and row["cat"] in EN_OBJ_ADJ:
        words.append(pick(rng, EN_OBJ_ADJ[row["cat"]]))
    if row["colour"] and (colour != row["colour"] and rng.random() < 0.93 or rng.random() < 0.6):
        words.append(colour)
    noun = " ".join(words + [noun])
    return f"{EN_NUM[count]} {noun}" if count > 1 else article(noun)


def name_zh(rng, i, colour, size_word, count, numbered=True):
    row = CATALOGUE[i]
    noun = pick(rng, row["zh"]) if rng.random() < 0.5 else row["zh"][0]
    adj = ""
    if rng.random() < 0.5 and size_word != 1:
        adj = "小" if size_word == 0 else pick(rng, ["大", "巨大的"])
        if noun.startswith(("小", "大")):
            adj = ""
    elif rng.random() < 0.3 and row["cat"] in ZH_OBJ_ADJ:
        adj = pick(rng, ZH_OBJ_ADJ[row["cat"]])
    if row["colour"] and (colour != row["colour"] and rng.random() < 0.93 or rng.random() < 0.6):
        c = COLOURS[colour][1]
        adj = (c + "的" if rng.random() < 0.6 else c[:-1]) if not adj or adj.endswith("的") else adj + c
    number = ZH_NUM[count] + row["mw"] if count > 1 else ("一" + row["mw"] if numbered and rng.random() < 0.8 else "")
    return number + adj + noun


def weather_en(s, rng):
    out = []
    if s["rain"]:
        out.append(pick(rng, ["in the rain", "on a rainy day", "with rain"]))
    if s["snowfall"]:
        out.append(pick(rng, ["with snow falling", "in the snow", "while it is snowing"]))
    if s["fog"]:
        out.append(pick(rng, ["in the fog", "with mist", "in the mist"]))
    if s["aurora"]:
        out.append(pick(rng, ["with aurora", "under the northern lights", "with aurora borealis"]))
    elif s["milky"]:
        out.append(pick(rng, ["under the milky way", "with the milky way", "under a starry sky"]))
    elif s["stars"] and s["kind"] != "space":
        out.append(pick(rng, ["under a starry sky", "with stars in the sky", "under the stars"]))
    if s["moon"]:
        out.append(pick(rng, ["with a full moon", "under the moon", "with a bright moon"] if s["moon"] == 1 else ["with a crescent moon", "under the moon"]))
    if s["rainbow"]:
        out.append("with a rainbow")
    if s["sun"] and s["time"] == 1:
        out.append(pick(rng, ["with the sun shining", "under the sun"]))
    if s["clouds"] > 0.8 and s["time"] < 4:
        out.append("with many clouds")
    return out


def weather_zh(s, rng):
    out = []
    if s["rain"]:
        out.append(pick(rng, ["雨中的", "下雨天的"]))
    if s["snowfall"]:
        out.append(pick(rng, ["飘雪的", "下雪时的"]))
    if s["fog"]:
        out.append(pick(rng, ["雾中的", "薄雾笼罩的"]))
    if s["aurora"]:
        out.append("极光下的")
    elif s["milky"]:
        out.append(pick(rng, ["银河下的", "星空下的"]))
    elif s["stars"] and s["kind"] != "space":
        out.append(pick(rng, ["星空下的", "繁星下的", "满天繁星下的"]))
    if s["moon"]:
        out.append(pick(rng, ["月光下的", "明月下的"]) if s["moon"] == 1 else pick(rng, ["弯月下的", "月光下的"]))
    if s["rainbow"]:
        out.append("彩虹下的")
    return out


def scene_en(s, rng):
    k, t = s["kind"], int(s["time"])
    noun = pick(rng, EN_KIND[k])
    if k == "mountains" and s["snowcap"] and rng.random() < 0.7 or k == "lake" and s["snowcap"] and rng.random() < 0.3:
        noun = {"mountains": pick(rng, ["snowy mountains", "snow capped mountains", "a snow mountain"]), "lake": "a lake with snowy mountains"}[k]
    if k == "mountains" and not s["snowcap"] and rng.random() < 0.2:
        noun = pick(rng, ["green mountains", "rocky mountains"])
    if k in ("forest", "hills", "lake", "road") and s["season"] and rng.random() < 0.8:
        noun += " in autumn" if s["season"] == 1 else " in winter"
    if k == "city" and t == 4 and rng.random() < 0.5:
        noun = pick(rng, ["a city at night", "city lights at night", "a night city with lights", "a city skyline at night"])
        t = -1
    if k == "sky" and t == 4:
        noun = pick(rng, ["a night sky", "a starry sky" if s["stars"] else "a dark sky", "the night sky"])
        t = -1
    if rng.random() < 0.25 and t == 2 and k != "space":
        noun = pick(rng, ["a sunset over ", "a beautiful sunset over ", "sunset over ", "sunset at "]) + noun.replace("a beach", "the beach")
        t = -1
    elif rng.random() < 0.25 and t == 0 and k != "space":
        noun = pick(rng, ["a sunrise over ", "sunrise over "]) + noun
        t = -1
    elif rng.random() < 0.2 and s["stars"] and k not in ("space", "sky"):
        noun = pick(rng, ["a starry night over ", "starry sky over ", "stars over "]) + noun
        t = -1
    elif rng.random() < 0.3:
        first, _, rest = noun.partition(" ")
        adj = pick(rng, EN_ADJ)
        if first in ("a", "an"):
            noun = article(adj + " " + rest) if not rest.endswith("s") else "a " + adj + " " + rest
        elif first != "the":
            noun = adj + " " + noun
    if t >= 0 and k not in ("space", "underwater") and rng.random() < 0.75:
        noun += " " + pick(rng, EN_TIME[t])
    for w in weather_en(s, rng):
        if rng.random() < (0.85 if w.endswith(("aurora", "lights", "borealis", "rainbow", "rain", "falling")) else 0.45):
            noun += " " + w
    return noun


def scene_zh(s, rng):
    k, t = s["kind"], int(s["time"])
    noun = pick(rng, ZH_KIND[k])
    if s["snowcap"] and rng.random() < 0.7 and k == "mountains":
        noun = pick(rng, ["雪山", "雪山", "白雪皑皑的山峰"])
    if k == "lake" and s["snowcap"] and rng.random() < 0.3:
        noun = "雪山下的湖"
    if k in ("forest", "hills", "lake", "road") and s["season"] and rng.random() < 0.8:
        noun = ("秋天的" if s["season"] == 1 else "冬天的") + noun
    if k == "city" and t == 4 and rng.random() < 0.5:
        noun = pick(rng, ["城市夜景", "夜晚的城市灯光", "灯火通明的城市"])
        t = -1
    if k == "sky" and t == 4:
        noun = pick(rng, ["夜空", "星空" if s["stars"] else "夜空"])
        t = -1
    pre = [w for w in weather_zh(s, rng) if rng.random() < (0.85 if w[:2] in ("极光", "彩虹", "雨中", "飘雪", "下雪", "下雨") else 0.5)]
    if t == 2 and rng.random() < 0.15:
        return noun + pick(rng, ["日落", "上的日落", "的夕阳", "上的晚霞"])
    if t == 0 and rng.random() < 0.15:
        return noun + pick(rng, ["日出", "上的日出"])
    if t >= 0 and k not in ("space", "underwater") and (rng.random() < 0.75 if not pre else rng.random() < 0.35):
        pre.insert(0, pick(rng, ZH_TIME[t]))
    if rng.random() < 0.25:
        pre.append(pick(rng, ZH_ADJ))
    return "".join(pre) + noun


def objects_en(s, rng):
    obs = s["objects"]
    i, colour, side, size_word = obs[0]
    category = CATALOGUE[i]["cat"]
    if all(o[:2] == obs[0][:2] for o in obs):
        text = name_en(rng, i, colour, size_word, len(obs))
    elif all(o[0] == i for o in obs) and len(obs) > 1:
        text = f"{EN_NUM[len(obs)]} {plural(CATALOGUE[i]['en'][0])}"
    else:
        names = [name_en(rng, *o[:2], 1, 1) for o in obs]
        rng.random() < 0.6 or len(names) == 2 and names.reverse()
        text = (", ".join(names[:-1]) + " and " + names[-1]) if rng.random() < 0.75 else pick(rng, [" next to ", " beside ", " with "]).join(names[:2])
    place = rng.random() < (0.55 if s["kind"] == "plain" else 0.8)
    if place:
        verb = pick(rng, VERBS_EN[category])
        text += (" " + verb if verb else "") + " " + place_en(s, category, rng)
    if side and rng.random() < 0.6:
        text += pick(rng, [" on the left", " on the left side"] if side < 0 else [" on the right", " on the right side"])
    if s["kind"] not in ("table", "plain", "underwater", "space") and rng.random() < (0.45 if s["time"] == 1 else 0.75):
        extra = weather_en(s, rng)
        text += " " + (pick(rng, extra) if extra and rng.random() < 0.5 else pick(rng, EN_TIME[int(s["time"])]))
    return text


def objects_zh(s, rng):
    obs = s["objects"]
    i, colour, side, size_word = obs[0]
    category = CATALOGUE[i]["cat"]
    if all(o[0] == i for o in obs):
        same = all(o[1] == colour for o in obs)
        name = name_zh(rng, i, colour if same else CATALOGUE[i]["colour"], size_word, len(obs))
    else:
        name = pick(rng, ["和", "和", "与"]).join(name_zh(rng, *o[:2], 1, 1) for o in obs[:3])
    place = rng.random() < (0.55 if s["kind"] == "plain" else 0.8)
    text = name
    if place and s["kind"] == "plain":
        c = BACKS[int(s["variant"])][1]
        text = pick(rng, [f"{name}，{c}背景", f"{c}背景上的{name}", f"{c}背景下的{name}", f"{name}，纯色背景"])
    elif place:
        where = place_zh(s, category, rng)
        verb = pick(rng, VERBS_ZH[category])
        text = pick(rng, [f"{name}{verb}在{where}" if verb else f"{name}在{where}", f"{where}的{name}", f"{where}有{name}",
                          f"{name}在{where}{verb if verb in ('飞', '飞翔', '游', '航行', '行驶') else ''}"])
    if side and rng.random() < 0.6:
        text += pick(rng, ["，在左边", "，位于画面左侧", "，左侧"] if side < 0 else ["，在右边", "，位于画面右侧", "，右侧"])
    if s["kind"] not in ("table", "plain", "underwater", "space") and rng.random() < (0.4 if s["time"] == 1 else 0.7):
        extra = weather_zh(s, rng)
        word = pick(rng, extra) if extra and rng.random() < 0.5 else pick(rng, ZH_TIME[int(s["time"])])
        text = word + text if rng.random() < 0.5 else text + "，" + word[:-1]
    return text


def caption(s, rng):
    english = rng.random() < 0.5
    has = bool(s["objects"])
    if s["kind"] == "plain" and not has:
        c = BACKS[int(s["variant"])]
        return pick(rng, [f"a plain {c[0]} background", f"a {c[0]} wall", f"{c[0]} gradient"]) if english else pick(rng, [f"{c[1]}背景", f"纯{c[1]}的背景"])
    if s["kind"] == "table" and not has:
        return "an empty " + TABLES[int(s["variant"])][0] if english else "空的" + TABLES[int(s["variant"])][1]
    if english:
        text = objects_en(s, rng) if has else scene_en(s, rng)
        if has and s["kind"] in EN_KIND and rng.random() < 0.15:
            text = scene_en(s, rng) + " with " + name_en(rng, *s["objects"][0][:2], 1, 1) if len(s["objects"]) == 1 else text
        if rng.random() < 0.22:
            text = pick(rng, EN_PRE) + text
        r = rng.random()
        for _ in range(0 if r < 0.72 else 1 if r < 0.9 else 3):
            text += ", " + pick(rng, EN_POST)
        if rng.random() < 0.06:
            text += "."
    else:
        text = objects_zh(s, rng) if has else scene_zh(s, rng)
        if rng.random() < 0.15:
            text = pick(rng, ZH_PRE) + text
        r = rng.random()
        for _ in range(0 if r < 0.75 else 1 if r < 0.92 else 3):
            text += "，" + pick(rng, ZH_POST)
        if rng.random() < 0.05:
            text += "。"
    return text


def vector(s):
    return [float(s[f]) for f in FIELDS]


if __name__ == "__main__":
    rng = random.Random(0)
    for _ in range(60):
        spec = sample_spec(rng, rng.choices(KINDS, KIND_WEIGHTS)[0])
        print(f"{spec['kind']:11s} {caption(spec, rng)}")
