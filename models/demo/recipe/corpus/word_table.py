"""Single words by theme in the five languages; a row is laid out as in phrase_table.py.

Nouns stand without their article.
"""

from __future__ import annotations

from .phrase_table import Row

NUMBERS: tuple[Row, ...] = (
    ("one", "一", "eins", "un", "uno", "一"),
    ("two", "二", "zwei", "deux", "dos", "二"),
    ("three", "三", "drei", "trois", "tres", "三"),
    ("four", "四", "vier", "quatre", "cuatro", "四"),
    ("five", "五", "fünf", "cinq", "cinco", "五"),
    ("six", "六", "sechs", "six", "seis", "六"),
    ("seven", "七", "sieben", "sept", "siete", "七"),
    ("eight", "八", "acht", "huit", "ocho", "八"),
    ("nine", "九", "neun", "neuf", "nueve", "九"),
    ("ten", "十", "zehn", "dix", "diez", "十"),
)

DAYS: tuple[Row, ...] = (
    ("Monday", "星期一", "Montag", "lundi", "lunes", "月曜日"),
    ("Tuesday", "星期二", "Dienstag", "mardi", "martes", "火曜日"),
    ("Wednesday", "星期三", "Mittwoch", "mercredi", "miércoles", "水曜日"),
    ("Thursday", "星期四", "Donnerstag", "jeudi", "jueves", "木曜日"),
    ("Friday", "星期五", "Freitag", "vendredi", "viernes", "金曜日"),
    ("Saturday", "星期六", "Samstag", "samedi", "sábado", "土曜日"),
    ("Sunday", "星期日", "Sonntag", "dimanche", "domingo", "日曜日"),
)

COLOURS: tuple[Row, ...] = (
    ("red", "红色", "rot", "rouge", "rojo", "赤"),
    ("blue", "蓝色", "blau", "bleu", "azul", "青"),
    ("green", "绿色", "grün", "vert", "verde", "緑"),
    ("yellow", "黄色", "gelb", "jaune", "amarillo", "黄色"),
    ("black", "黑色", "schwarz", "noir", "negro", "黒"),
    ("white", "白色", "weiß", "blanc", "blanco", "白"),
    ("brown", "棕色", "braun", "marron", "marrón", "茶色"),
)

FAMILY: tuple[Row, ...] = (
    ("mother", "母亲", "Mutter", "mère", "madre", "母"),
    ("father", "父亲", "Vater", "père", "padre", "父"),
    ("brother", "兄弟", "Bruder", "frère", "hermano", "兄弟"),
    ("sister", "姐妹", "Schwester", "sœur", "hermana", "姉妹"),
    ("son", "儿子", "Sohn", "fils", "hijo", "息子"),
    ("daughter", "女儿", "Tochter", "fille", "hija", "娘"),
    ("child", "孩子", "Kind", "enfant", "niño", "子供"),
    ("friend", "朋友", "Freund", "ami", "amigo", "友達"),
    ("family", "家庭", "Familie", "famille", "familia", "家族"),
)

ANIMALS: tuple[Row, ...] = (
    ("dog", "狗", "Hund", "chien", "perro", "犬"),
    ("cat", "猫", "Katze", "chat", "gato", "猫"),
    ("horse", "马", "Pferd", "cheval", "caballo", "馬"),
    ("cow", "牛", "Kuh", "vache", "vaca", "牛"),
    ("bird", "鸟", "Vogel", "oiseau", "pájaro", "鳥"),
    ("mouse", "老鼠", "Maus", "souris", "ratón", "ネズミ"),
    ("bear", "熊", "Bär", "ours", "oso", "熊"),
    ("lion", "狮子", "Löwe", "lion", "león", "ライオン"),
    ("elephant", "大象", "Elefant", "éléphant", "elefante", "象"),
)

FOOD: tuple[Row, ...] = (
    ("water", "水", "Wasser", "eau", "agua", "水"),
    ("bread", "面包", "Brot", "pain", "pan", "パン"),
    ("milk", "牛奶", "Milch", "lait", "leche", "牛乳"),
    ("cheese", "奶酪", "Käse", "fromage", "queso", "チーズ"),
    ("coffee", "咖啡", "Kaffee", "café", "café", "コーヒー"),
    ("tea", "茶", "Tee", "thé", "té", "お茶"),
    ("beer", "啤酒", "Bier", "bière", "cerveza", "ビール"),
    ("wine", "葡萄酒", "Wein", "vin", "vino", "ワイン"),
    ("apple", "苹果", "Apfel", "pomme", "manzana", "りんご"),
    ("egg", "鸡蛋", "Ei", "œuf", "huevo", "卵"),
    ("meat", "肉", "Fleisch", "viande", "carne", "肉"),
    ("fish", "鱼", "Fisch", "poisson", "pescado", "魚"),
    ("rice", "米饭", "Reis", "riz", "arroz", "ご飯"),
    ("salt", "盐", "Salz", "sel", "sal", "塩"),
    ("sugar", "糖", "Zucker", "sucre", "azúcar", "砂糖"),
)

THINGS: tuple[Row, ...] = (
    ("house", "房子", "Haus", "maison", "casa", "家"),
    ("door", "门", "Tür", "porte", "puerta", "ドア"),
    ("table", "桌子", "Tisch", "table", "mesa", "テーブル"),
    ("book", "书", "Buch", "livre", "libro", "本"),
    ("car", "汽车", "Auto", "voiture", "coche", "車"),
    ("train", "火车", "Zug", "train", "tren", "電車"),
    ("computer", "电脑", "Computer", "ordinateur", "ordenador", "コンピューター"),
    ("city", "城市", "Stadt", "ville", "ciudad", "都市"),
    ("street", "街道", "Straße", "rue", "calle", "通り"),
    ("school", "学校", "Schule", "école", "escuela", "学校"),
    ("tree", "树", "Baum", "arbre", "árbol", "木"),
    ("flower", "花", "Blume", "fleur", "flor", "花"),
    ("sun", "太阳", "Sonne", "soleil", "sol", "太陽"),
    ("moon", "月亮", "Mond", "lune", "luna", "月"),
    ("star", "星星", "Stern", "étoile", "estrella", "星"),
    ("world", "世界", "Welt", "monde", "mundo", "世界"),
    ("day", "天", "Tag", "jour", "día", "日"),
    ("night", "夜晚", "Nacht", "nuit", "noche", "夜"),
    ("today", "今天", "heute", "aujourd'hui", "hoy", "今日"),
    ("tomorrow", "明天", "morgen", "demain", "mañana", "明日"),
    ("yesterday", "昨天", "gestern", "hier", "ayer", "昨日"),
    ("hand", "手", "Hand", "main", "mano", "手"),
    ("heart", "心", "Herz", "cœur", "corazón", "心"),
    ("love", "爱", "Liebe", "amour", "amor", "愛"),
    ("music", "音乐", "Musik", "musique", "música", "音楽"),
    ("money", "钱", "Geld", "argent", "dinero", "お金"),
)

WORDS: tuple[Row, ...] = NUMBERS + DAYS + COLOURS + FAMILY + ANIMALS + FOOD + THINGS
