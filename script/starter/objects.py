"""The catalogue of drawable objects: emoji, English names, Chinese names, measure word, category.

Categories decide where an object may stand and which verbs a caption uses:
a land animal, b flying thing, w on the water, u under water, f food, i small item,
v road vehicle, s sky object, p plant, h building, e person, c cosmic.
Names separated by "/" are synonyms. "*colour" marks an object whose natural colour is given and
which is also offered in other colours.
"""

_TABLE = """
🐈|cat/kitten|猫/小猫/猫咪|只|a
🐕|dog/puppy|狗/小狗|只|a
🐇|rabbit/bunny|兔子/小兔子|只|a
🐎|horse|马/骏马|匹|a
🐄|cow|奶牛/牛|头|a
🐖|pig|猪/小猪|头|a
🐘|elephant|大象|头|a
🦒|giraffe|长颈鹿|只|a
🦁|lion|狮子|头|a
🐼|panda|熊猫/大熊猫|只|a
🐒|monkey|猴子|只|a
🐧|penguin|企鹅|只|a
🐢|turtle|乌龟|只|a
🐸|frog|青蛙|只|a
🐥|chick|小鸡|只|a
🐦|bird|鸟/小鸟|只|b
🦋|butterfly|蝴蝶|只|b*orange
🦆|duck|鸭子|只|w
⛵|sailboat/sailing boat/boat|帆船/小船|艘|w
🐋|whale|鲸鱼|头|w
🐠|fish/tropical fish|鱼/热带鱼|条|u
🐙|octopus|章鱼|只|u
🍎|apple|苹果|个|f*red
🍌|banana|香蕉|根|f
🍊|orange|橙子/橘子|个|f
🍉|watermelon|西瓜|块|f
🍓|strawberry|草莓|颗|f
🍇|grapes/bunch of grapes|葡萄|串|f
🍔|hamburger/burger|汉堡|个|f
🍕|pizza|披萨|块|f
🍦|ice cream|冰淇淋|个|f
🎂|birthday cake/cake|生日蛋糕/蛋糕|个|f
☕|cup of coffee/coffee|咖啡|杯|f
📕|book|书|本|i*red
⚽|soccer ball/football|足球|个|i
🎸|guitar|吉他|把|i
⏰|alarm clock|闹钟|个|i
🎁|gift/gift box|礼物/礼盒|个|i
🤖|robot|机器人|个|i
❤️|heart|心/爱心|颗|i*red
☂️|umbrella|雨伞/伞|把|i*purple
🚗|car|汽车/小汽车|辆|v*red
🚌|bus|公交车|辆|v
🚲|bicycle/bike|自行车|辆|v
🚂|train/steam train|火车|列|v
✈️|airplane/plane|飞机|架|s
🚀|rocket|火箭|枚|s
🎈|balloon|气球|个|s*red
HAB|hot air balloon|热气球|个|s*red
🪐|planet/ringed planet/saturn|行星/土星|颗|c
🌳|tree/big tree|树/大树|棵|p
🌲|pine tree/evergreen tree|松树|棵|p
🌴|palm tree|棕榈树/椰子树|棵|p
🌵|cactus|仙人掌|棵|p
🌹|rose|玫瑰|朵|p*red
🌻|sunflower|向日葵|朵|p
🍄|mushroom|蘑菇|个|f
🏠|house|房子/小屋|座|h
🏰|castle|城堡|座|h
LHS|lighthouse|灯塔|座|h
👩|woman|女人/女士|个|e
👨|man|男人|个|e
🧑‍🚀|astronaut|宇航员|名|c
⛄|snowman|雪人|个|i
🦊|fox|狐狸|只|a
🐅|tiger|老虎|只|a
"""

COLOURS = {  # name: (hue in degrees, Chinese)
    "red": (0, "红色"), "orange": (28, "橙色"), "yellow": (52, "黄色"), "green": (120, "绿色"),
    "blue": (215, "蓝色"), "purple": (275, "紫色"), "pink": (330, "粉色"),
}


def catalogue():
    """List of dicts: emoji, en[], zh[], mw, cat, colour (natural colour when it can be recoloured)."""
    rows = []
    for line in _TABLE.strip().splitlines():
        emoji, en, zh, mw, cat = line.split("|")
        cat, _, colour = cat.partition("*")
        rows.append(dict(emoji=emoji, en=en.split("/"), zh=zh.split("/"), mw=mw, cat=cat, colour=colour))
    return rows


def sprite_list():
    """List of (catalogue index, colour or ""): recolourable objects appear once per colour."""
    out = []
    for i, row in enumerate(catalogue()):
        out.append((i, row["colour"]))
        out += [(i, c) for c in COLOURS if row["colour"] and c != row["colour"]]
    return out
