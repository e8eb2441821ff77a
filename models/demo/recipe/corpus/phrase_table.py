"""Everyday phrases and words in the five languages of the demo; the words by theme are in word_table.py.

A row is: English, Chinese, German, French, Spanish, Japanese. English may give several wordings, parted
by "|"; the first is the one that translations back into English use.
"""

from __future__ import annotations

LANGUAGES = ("Chinese", "German", "French", "Spanish", "Japanese")

Row = tuple[str, str, str, str, str, str]

# fmt: off
PHRASES: tuple[Row, ...] = (
    # Greetings and partings.
    ("hello|hi", "你好", "Hallo", "Bonjour", "Hola", "こんにちは"),
    ("good morning", "早上好", "Guten Morgen", "Bonjour", "Buenos días", "おはようございます"),
    ("good afternoon", "下午好", "Guten Tag", "Bonjour", "Buenas tardes", "こんにちは"),
    ("good evening", "晚上好", "Guten Abend", "Bonsoir", "Buenas noches", "こんばんは"),
    ("good night", "晚安", "Gute Nacht", "Bonne nuit", "Buenas noches", "おやすみなさい"),
    ("goodbye|bye", "再见", "Auf Wiedersehen", "Au revoir", "Adiós", "さようなら"),
    ("see you tomorrow", "明天见", "Bis morgen", "À demain", "Hasta mañana", "また明日"),
    ("see you soon", "回头见", "Bis bald", "À bientôt", "Hasta pronto", "またね"),
    ("see you later", "待会儿见", "Bis später", "À plus tard", "Hasta luego", "またあとで"),
    ("welcome", "欢迎", "Willkommen", "Bienvenue", "Bienvenidos", "ようこそ"),
    # Courtesy.
    ("please", "请", "Bitte", "S'il vous plaît", "Por favor", "お願いします"),
    ("thank you|thanks", "谢谢", "Danke", "Merci", "Gracias", "ありがとう"),
    ("thank you very much|many thanks",
     "非常感谢", "Vielen Dank", "Merci beaucoup", "Muchas gracias", "ありがとうございます"),
    ("you're welcome|you are welcome", "不客气", "Gern geschehen", "De rien", "De nada", "どういたしまして"),
    ("excuse me", "打扰一下", "Entschuldigung", "Excusez-moi", "Disculpe", "すみません"),
    ("I am sorry|I'm sorry|sorry", "对不起", "Es tut mir leid", "Je suis désolé", "Lo siento", "ごめんなさい"),
    ("no problem", "没问题", "Kein Problem", "Pas de problème", "No hay problema", "問題ありません"),
    ("one moment, please",
     "请稍等", "Einen Moment, bitte", "Un instant, s'il vous plaît", "Un momento, por favor",
     "少々お待ちください"),
    # Getting to know each other.
    ("how are you?", "你好吗？", "Wie geht es dir?", "Comment ça va ?", "¿Cómo estás?", "お元気ですか？"),
    ("I am fine|I'm fine", "我很好", "Mir geht es gut", "Je vais bien", "Estoy bien", "元気です"),
    ("nice to meet you", "很高兴认识你", "Freut mich", "Enchanté", "Mucho gusto", "はじめまして"),
    ("what is your name?|what's your name?",
     "你叫什么名字？", "Wie heißt du?", "Comment t'appelles-tu ?", "¿Cómo te llamas?", "お名前は何ですか？"),
    ("my name is Anna", "我叫安娜", "Ich heiße Anna", "Je m'appelle Anna", "Me llamo Anna", "私の名前はアンナです"),
    ("my name is", "我叫", "Ich heiße", "Je m'appelle", "Me llamo", "私の名前は"),
    ("where are you from?",
     "你是哪里人？", "Woher kommst du?", "D'où viens-tu ?", "¿De dónde eres?", "出身はどこですか？"),
    ("how old are you?", "你多大了？", "Wie alt bist du?", "Quel âge as-tu ?", "¿Cuántos años tienes?", "何歳ですか？"),
    ("do you speak English?",
     "你会说英语吗？", "Sprechen Sie Englisch?", "Parlez-vous anglais ?", "¿Habla inglés?", "英語を話せますか？"),
    # Understanding and asking.
    ("I don't understand|I do not understand",
     "我不明白", "Ich verstehe nicht", "Je ne comprends pas", "No entiendo", "わかりません"),
    ("I understand", "我明白了", "Ich verstehe", "Je comprends", "Entiendo", "わかりました"),
    ("I don't know|I do not know", "我不知道", "Ich weiß es nicht", "Je ne sais pas", "No lo sé", "知りません"),
    ("please speak slowly",
     "请说慢一点", "Sprechen Sie bitte langsam", "Parlez lentement, s'il vous plaît", "Hable despacio, por favor",
     "ゆっくり話してください"),
    ("can you help me?",
     "你能帮我吗？", "Können Sie mir helfen?", "Pouvez-vous m'aider ?", "¿Puede ayudarme?", "手伝ってもらえますか？"),
    ("help!", "救命！", "Hilfe!", "Au secours !", "¡Socorro!", "助けて！"),
    ("what time is it?",
     "现在几点？", "Wie spät ist es?", "Quelle heure est-il ?", "¿Qué hora es?", "今何時ですか？"),
    # On the way.
    ("where is the station?|where is the train station?",
     "车站在哪里？", "Wo ist der Bahnhof?", "Où est la gare ?", "¿Dónde está la estación?", "駅はどこですか？"),
    ("where is the toilet?|where is the bathroom?",
     "洗手间在哪里？", "Wo ist die Toilette?", "Où sont les toilettes ?", "¿Dónde está el baño?",
     "トイレはどこですか？"),
    ("how much does this cost?|how much is this?",
     "这个多少钱？", "Wie viel kostet das?", "Combien ça coûte ?", "¿Cuánto cuesta esto?", "これはいくらですか？"),
    ("the bill, please|the check, please",
     "请结账", "Die Rechnung, bitte", "L'addition, s'il vous plaît", "La cuenta, por favor",
     "お会計をお願いします"),
    ("a coffee, please",
     "请给我一杯咖啡", "Einen Kaffee, bitte", "Un café, s'il vous plaît", "Un café, por favor",
     "コーヒーをください"),
    ("have a good trip", "一路平安", "Gute Reise", "Bon voyage", "Buen viaje", "良いご旅行を"),
    ("let's go", "我们走吧", "Gehen wir", "Allons-y", "Vamos", "行きましょう"),
    # How one feels.
    ("I am hungry|I'm hungry", "我饿了", "Ich habe Hunger", "J'ai faim", "Tengo hambre", "お腹が空きました"),
    ("I am thirsty|I'm thirsty", "我渴了", "Ich habe Durst", "J'ai soif", "Tengo sed", "喉が渇きました"),
    ("I am tired|I'm tired", "我累了", "Ich bin müde", "Je suis fatigué", "Estoy cansado", "疲れました"),
    ("I am lost|I'm lost", "我迷路了", "Ich habe mich verlaufen", "Je suis perdu", "Estoy perdido", "道に迷いました"),
    ("I am ill|I am sick|I'm sick", "我生病了", "Ich bin krank", "Je suis malade", "Estoy enfermo", "具合が悪いです"),
    ("I love you", "我爱你", "Ich liebe dich", "Je t'aime", "Te amo", "愛しています"),
    ("I miss you", "我想你", "Du fehlst mir", "Tu me manques", "Te echo de menos", "会いたいです"),
    ("I like it", "我喜欢", "Das gefällt mir", "J'aime ça", "Me gusta", "気に入りました"),
    # Wishes.
    ("happy birthday",
     "生日快乐", "Alles Gute zum Geburtstag", "Joyeux anniversaire", "Feliz cumpleaños",
     "お誕生日おめでとうございます"),
    ("congratulations", "恭喜", "Herzlichen Glückwunsch", "Félicitations", "Felicidades", "おめでとうございます"),
    ("happy new year",
     "新年快乐", "Frohes neues Jahr", "Bonne année", "Feliz año nuevo", "明けましておめでとうございます"),
    ("merry Christmas", "圣诞快乐", "Frohe Weihnachten", "Joyeux Noël", "Feliz Navidad", "メリークリスマス"),
    ("cheers", "干杯", "Prost", "Santé", "Salud", "乾杯"),
    ("enjoy your meal", "请慢用", "Guten Appetit", "Bon appétit", "Buen provecho", "どうぞ召し上がれ"),
    ("good luck", "祝你好运", "Viel Glück", "Bonne chance", "Buena suerte", "幸運を祈ります"),
    ("have a nice day",
     "祝你今天愉快", "Einen schönen Tag noch", "Bonne journée", "Que tengas un buen día", "良い一日を"),
    ("get well soon", "早日康复", "Gute Besserung", "Bon rétablissement", "Que te mejores pronto", "お大事に"),
    ("sleep well", "睡个好觉", "Schlaf gut", "Dors bien", "Que duermas bien", "ゆっくり休んでください"),
    ("take care", "保重", "Pass auf dich auf", "Prends soin de toi", "Cuídate", "お気をつけて"),
    # Short answers.
    ("yes", "是", "Ja", "Oui", "Sí", "はい"),
    ("no", "不", "Nein", "Non", "No", "いいえ"),
    ("of course", "当然", "Natürlich", "Bien sûr", "Por supuesto", "もちろん"),
    ("maybe", "也许", "Vielleicht", "Peut-être", "Quizás", "たぶん"),
)
# fmt: on
