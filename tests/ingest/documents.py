"""Invented reports in four languages, the same ones on every run."""

import random

# Each language: parts of a sentence, put together at random; every part is invented.
PARTS = {
    "en": {
        "when": ["On Tuesday", "Late on Sunday", "Before dawn", "After noon prayers", "On 3 May"],
        "who": ["gunmen", "soldiers of the northern brigade", "a border patrol", "the river police",
                "residents of Tal Marwan", "two armed groups"],
        "did": ["closed the road to", "opened fire near", "entered", "shelled the outskirts of",
                "left their posts around", "set up a checkpoint outside"],
        "where": ["Zubara", "the village of Qaryat Hind", "Port Salim", "the old bridge", "Markaba"],
        "then": ["and three people were hurt", "but nobody was hurt", "and the market stayed shut",
                 "while talks went on in the capital", "and shops were burnt"],
        "end": [".", ", the mayor said.", ", according to two witnesses.", "; it was quiet by night."],
    },
    "ar": {
        "when": ["صباح الثلاثاء", "ليل الأحد", "قبيل الفجر", "بعد صلاة الظهر", "في الثالث من أيار",
                 "مساء أمس"],
        "who": ["أغلق مسلحون", "أطلق جنود اللواء الشمالي النار على", "اقتحمت دورية من حرس الحدود",
                "قصفت المدفعية", "غادر الأهالي", "نصبت مجموعة مسلحة حاجزا قرب"],
        "where": ["بلدة كفرتعال", "قرية تل مروان", "ميناء سالم", "الجسر القديم", "سوق الزبارة",
                  "مخيم النهر"],
        "then": ["ما أدى إلى إصابة ثلاثة مدنيين", "ولم يصب أحد بأذى", "وبقيت الأسواق مغلقة",
                 "فيما استمرت المفاوضات في العاصمة", "واحترقت عدة متاجر"],
        "end": ["، بحسب شاهدين.", "، وفق ما قال رئيس البلدية.", ".", "؛ وساد الهدوء ليلا."],
    },
    "ru": {
        "when": ["Во вторник утром", "Поздно вечером в воскресенье", "Перед рассветом",
                 "После полудня", "Третьего мая"],
        "who": ["вооружённые люди", "солдаты северной бригады", "пограничный патруль",
                "речная полиция", "жители посёлка Ясный Лог"],
        "did": ["перекрыли дорогу на", "открыли огонь возле", "вошли в", "обстреляли окраину",
                "покинули посты вокруг"],
        "where": ["Зубары", "деревни Каменка", "порта Салим", "старого моста", "рынка в Маркабе"],
        "then": ["трое человек ранены", "никто не пострадал", "рынок остался закрыт",
                 "переговоры в столице продолжались", "сгорело несколько магазинов"],
        "end": [".", ", сообщил глава района.", ", рассказали двое очевидцев.", "; ночью было тихо."],
    },
    "fr": {
        "when": ["Mardi à l'aube", "Dimanche tard dans la soirée", "Avant le lever du jour",
                 "Après la prière", "Le 3 février"],
        "who": ["des hommes armés", "les soldats de la brigade frontalière", "une patrouille côtière",
                "la police fluviale", "des habitants déplacés"],
        "did": ["ont fermé la route près de", "ont ouvert le feu à l'entrée de", "ont pénétré dans",
                "ont bombardé les abords de", "ont quitté leurs positions autour de"],
        "where": ["Zubara", "la forêt de Béchamel", "Port-Sélim", "l'ancien pont", "l'école d'Évrac"],
        "then": ["et trois personnes ont été blessées", "mais personne n'a été touché",
                 "et le marché est resté fermé", "tandis que les négociations se poursuivaient",
                 "et plusieurs échoppes ont brûlé"],
        "end": [".", ", a déclaré le préfet.", ", selon deux témoins.", " ; la nuit a été calme."],
    },
}


def sentence(language, chance):
    parts = PARTS[language]
    words = [chance.choice(parts[name]) for name in parts if name not in ("then", "end")]
    comma = "، " if language == "ar" else ", "
    return " ".join(words) + comma + chance.choice(parts["then"]) + chance.choice(parts["end"])


def documents(language, count, seed=20240213):
    """`count` texts of one to six sentences in one or two paragraphs."""
    chance = random.Random(f"{seed}/{language}")
    texts = []
    for _ in range(count):
        sentences = [sentence(language, chance) for _ in range(chance.randint(1, 6))]
        cut = chance.randint(0, len(sentences))
        paragraphs = [" ".join(part) for part in (sentences[:cut], sentences[cut:]) if part]
        texts.append("\n\n".join(paragraphs))
    return texts
