"""A contact sheet of sixty prompts that no training caption repeats word for word, painted by the `genserve` program.

    python contact_sheet.py --genserve build/app/genserve --model resources/starter --out sheet.jpg
"""
import argparse
import os
import subprocess
import tempfile

from PIL import Image

PROMPTS = """
a hot air balloon drifting over a quiet lake at sunset | a cat napping in the garden | 湖面上空的红色热气球，清晨 | 一只猫趴在花园的草坪上晒太阳
a sailboat coming home at golden hour | a lighthouse watching over the sea | a hamburger for lunch on a wooden table | three strawberries in a row on a white table
a blue car waiting on a country road | a red bus on the road at dusk | 夜晚停在公路上的黄色汽车 | a steam train passing through the fields
an astronaut lost among the stars | a ringed planet in a purple nebula | 一枚火箭飞向遥远的星星 | a rocket over the desert at dawn
a panda having a rest in the park | 两只熊猫一起坐在草地上 | a tiger alone in the snow | a fox in the autumn woods
a penguin in a winter landscape | a frog that looks at you, green background | an elephant walking in the desert | a giraffe on the lawn under a blue sky
a butterfly above the flowers | three blue birds crossing the evening sky | a duck on a calm lake | a whale in the deep blue ocean
a tropical fish in a coral sea | 海底深处的一只章鱼 | a turtle on its way through a sunny garden | a rabbit that waits, yellow background
a slice of watermelon for summer | two bananas for breakfast on a dark table | 一串熟透的葡萄摆在木桌上 | a birthday cake with candles
a cup of coffee in the morning | 夏天的一个冰淇淋，蓝色背景 | a pizza fresh from the oven | an orange and an apple on the table
a purple umbrella for gray days, gray background | a yellow heart for you, pink background | a guitar before a beige wall | an alarm clock that rings, red background
a castle before snowy mountains | a little house among rolling hills | 山脚下的一座小屋，傍晚 | a snowman waiting in the snow
a palm tree on a beach in the morning | a cactus in the hot desert | a red rose in a green garden | 花园里盛开的向日葵
mountains glowing at sunset, oil painting | 星空下宁静的雪山湖泊 | city lights at night, cinematic | waves under a full moon
an aurora dancing over the lake | a rainbow after rain over green hills | fog over an autumn forest | 樱花般的花海，晴天
"""


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--genserve", required=True, help="the program")
    ap.add_argument("--model", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--size", type=int, default=256)
    ap.add_argument("--tile", type=int, default=128)
    ap.add_argument("--columns", type=int, default=10)
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    prompts = [p.strip() for line in PROMPTS.strip().splitlines() for p in line.split("|")]
    rows = -(-len(prompts) // a.columns)
    sheet = Image.new("RGB", (a.columns * a.tile, rows * a.tile), "white")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "picture.png")
        for k, prompt in enumerate(prompts):
            subprocess.run([a.genserve, "generate", prompt, "-o", path, "--model", a.model, "--seed", str(a.seed + k),
                            "--width", str(a.size), "--height", str(a.size)], check=True, stdout=subprocess.DEVNULL)
            with Image.open(path) as picture:
                sheet.paste(picture.convert("RGB").resize((a.tile, a.tile), Image.LANCZOS), (k % a.columns * a.tile, k // a.columns * a.tile))
    sheet.save(a.out, quality=88)


if __name__ == "__main__":
    main()
