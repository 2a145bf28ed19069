package sample

const (
	finnishHeads = `Aho Harju Haapa Halla Haukka Heinä Hirvi Honka Hopea Huhta Ilves Jänne Järvi Kaisla Kallio Kanerva
		Karhu Kataja Kesä Kettu Kivi Koivu Korpi Koski Kuusi Kulta Laakso Lampi Lehti Leppä Lumi Meri
		Metsä Mänty Niitty Paju Pelto Pihlaja Puro Rauta Salo Sarka Suvi Talvi Tammi Tuomi Vaahtera Vaara`
	finnishTails = `harju joki järvi kangas kari kylä koski kumpu lahti laakso la mäki maa niemi niitty nen pelto pohja
		ranta rinne saari salmi salo suo vaara vesi`
	finnishTrades = `
		construction: Rakennus {}; {} Maalaus; {} Katot; Maanrakennus {}; {} Sisustus
		manufacturing: Konepaja {}; {} Metalli; {} Muovi; {} Pakkaus; {} Tekniikka; {} Kalusteet
		technology: {} Ohjelmistot; {} Data; {} Elektroniikka; {} Automaatio; {} Verkot
		services: Tilitoimisto {}; Asianajotoimisto {}; {} Konsultointi; {} Siivous; {} Henkilöstö; {} Isännöinti; {} Arkkitehdit
		transport: Kuljetus {}; {} Logistiikka; {} Huolinta; {} Liikenne
		retail: Kirjakauppa {}; {} Pyörät; {} Urheilu; {} Optiikka; Puutarha {}
		wholesale: Tukku {}; {} Tuonti; {} Agentuuri; Puutavara {}
		food: Meijeri {}; Leipomo {}; {} Kala; {} Liha; Panimo {}; Kahvipaahtimo {}
		health: Hammaslääkärit {}; {} Fysioterapia; {} Lääkintätekniikka; Apteekki {}
		energy: {} Energia; {} Lämpö; {} Tuulivoima; Sähkö {}
		hospitality: Majatalo {}; {} Kokoukset; {} Pitopalvelu; Hotelli {}
		media: Mainostoimisto {}; Kirjapaino {}; Kustannus {}
		agriculture: Taimisto {}; {} Metsäpalvelut; {} Siemen`
	finnishStreets = `
		Sepänkulma #
		Vanha Sahatie #
		Myllykoskenkatu #
		Tiilitehtaankaari #
		Pohjoinen Satamaranta #
		Käsityöläispolku #
		Koivukuja #
		Teollisuuskehä #
		Asemanmäki #
		Lauttarannantie #
		Köydenpunojanaukio #
		Makasiinikatu #
		Valimonrinne #
		Niittykaari #`
	finnishCities = `
		00100_Helsinki | Uusimaa
		00530_Helsinki | Uusimaa
		02100_Espoo | Uusimaa
		01300_Vantaa | Uusimaa
		06100_Porvoo | Uusimaa
		20100_Turku | Varsinais-Suomi
		28100_Pori | Satakunta
		33100_Tampere | Pirkanmaa
		13100_Hämeenlinna | Kanta-Häme
		15110_Lahti | Päijät-Häme
		45100_Kouvola | Kymenlaakso
		53100_Lappeenranta | Etelä-Karjala
		40100_Jyväskylä | Keski-Suomi
		60100_Seinäjoki | Etelä-Pohjanmaa
		65100_Vaasa | Pohjanmaa
		70100_Kuopio | Pohjois-Savo
		80100_Joensuu | Pohjois-Karjala
		90100_Oulu | Pohjois-Pohjanmaa
		96100_Rovaniemi | Lappi`
	finnishMen = `Aapo Aarne Ahti Antti Arto Eero Eetu Elias Erkki Esa Hannu Harri Heikki Henri Iiro Ilkka Ilmari Jaakko
		Janne Jari Jarmo Joni Jouni Juha Juhani Jukka Jussi Kalle Kari Kauko Kimmo Lauri Markku Marko
		Matti Mauri Mika Mikko Niilo Olli Onni Otto Pasi Pekka Pentti Petri Raimo Sakari Samuli Seppo
		Tapio Timo Tuomas Veikko Vesa Ville Väinö`
	finnishWomen = `Aino Anja Anneli Anni Arja Eeva Eila Elina Emmi Hanna Heidi Helmi Hilkka Iida Inka Irja Jaana Jenni
		Johanna Kaarina Kaisa Katja Katri Kirsi Kristiina Laura Leena Liisa Lotta Maarit Maija Marja Marjut
		Merja Minna Mirja Niina Noora Outi Paula Pirjo Pirkko Päivi Raija Riikka Ritva Saara Salla Sanna
		Satu Seija Sirpa Suvi Taina Tarja Tiina Tuula Ulla Venla`
	finnishFamilies = `Aaltola Ahokas Alanko Anttonen Arola Eerola Erkkola Haapala Hakala Halonen Harjula Hartikka Heikura
		Heinola Hietala Hiltula Honkala Huhtala Huttula Hyvärilä Ikola Immola Jaakkola Jalava Joutsela Junkkari
		Jussila Kaartila Kallela Kangasniemi Karhula Karttula Kaukola Keskitalo Kettula Kiiskilä Kivelä
		Koivula Kokkola Korhola Koskela Kujala Kuosmala Kurkela Laaksola Lahtela Laitila Lampela Lappala
		Lehtola Leinola Leppälä Liukkola Luoma Makkola Malinen Mannila Mattila Metsola Mikkola Moilala
		Mustola Myllylä Mäkelä Niemelä Nieminen Niskala Nousiala Ojala Oksala Ollila Paavola Pajula Palola
		Partala Peltola Pesola Pitkälä Puhakka Purola Rajala Rantala Rautio Riihelä Rintala Räsälä Saarela
		Salmela Sarkola Savola Seppälä Sillanpää Soinila Suomela Taipale Tanila Tervola Toivola Tuomela
		Turkkila Uusitalo Vainio Valkola Vehmas Venäläinen Vuorela Väisälä Yrjölä`
	finnishJobs = `
		Toimitusjohtaja | Johto
		Ostopäällikkö | Osto
		Talousjohtaja | Talous
		Myyntipäällikkö | Myynti
		Projektipäällikkö | Tuotanto
		Käyttöpäällikkö | Tuotanto
		Tietohallintopäällikkö | IT
		Kirjanpitäjä | Talous
		Asiakasvastaava | Asiakaspalvelu
		Markkinointivastaava | Markkinointi
		Laatupäällikkö | Tuotanto
		Tuotantopäällikkö | Tuotanto
		Henkilöstöasiantuntija | Henkilöstö
		Varastopäällikkö | Logistiikka
		Johdon assistentti | Johto
		Ostaja | Osto
		Huoltoteknikko | Huolto`
	finnishOpenings = `
		Tavattiin messuilla Tampereella.
		Pitkäaikainen asiakas, puitesopimus.
		Uudet omistajat viime keväästä.
		Ostaa keskitetysti kaikille paikkakunnille.
		Perheyritys kolmannessa polvessa.
		Kilpailuttaa ensi vuonna.
		Kasvaa nopeasti.`
	finnishRemarks = `
		Soitot mieluiten aamupäivällä.
		Lasku vain sähköisesti.
		Toimitusjohtaja päättää yksin.
		Haluaa yhden kokonaistarjouksen.
		Maksaa aina ajallaan.
		Seuranta sovittu vuosineljänneksen vaihteeseen.
		Toimitusaika on hintaa tärkeämpi.`
)

func finland() country {
	return country{
		code: "FI", language: "fi",
		heads:    words(finnishHeads),
		tails:    words(finnishTails),
		trades:   trades(finnishTrades),
		forms:    words(`Oy Oy Oy Oy Ky Ay Oyj`),
		streets:  lines(finnishStreets),
		cities:   cities(finnishCities),
		men:      words(finnishMen),
		women:    words(finnishWomen),
		families: words(finnishFamilies),
		jobs:     jobs(finnishJobs),
		notes:    [2][]string{lines(finnishOpenings), lines(finnishRemarks)},
		number:   businessID,
		line:     func(n int64) string { return grouped("+358 12 ", 7, 7, n) },
		mobile:   func(n int64) string { return grouped("+358 48 ", 7, 7, n) },
	}
}
