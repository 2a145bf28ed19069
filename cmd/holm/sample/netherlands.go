package sample

const (
	dutchHeads = `Beuken Berken Blauw Boven Brink Broek Buiten Dijk Drie Duin Eiken Elzen Gras Groen Haan Hazel Heide
		Hoog Iepen Kersen Klaver Koren Kraan Laag Linden Lis Meer Molen Nieuw Noorder Ooster Over Populier
		Reiger Riet Rozen Ruim Steen Turf Valken Veen Vlier Vos Water Wester Wilgen Zand Zuider Zwaan`
	dutchTails = `dal daal berg burg donk drecht hof horst kamp laan land loo meer oord poort rust stede veen veld
		voort waard weide wijk zicht`
	dutchTrades = `
		construction: Bouwbedrijf {}; {} Dakwerken; {} Schilders; Aannemersbedrijf {}; {} Infra; Timmerfabriek {}
		manufacturing: Machinefabriek {}; {} Metaal; {} Kunststoffen; {} Verpakkingen; {} Techniek; {} Meubelen
		technology: {} Automatisering; {} Software; {} Systemen; {} Elektronica; {} Meettechniek
		services: {} Accountants; {} Advocaten; {} Advies; {} Schoonmaak; {} Uitzendbureau; {} Vastgoedbeheer; {} Architecten
		transport: Transportbedrijf {}; {} Logistiek; {} Koelvervoer; Rederij {}
		retail: Boekhandel {}; {} Rijwielen; {} Sport; {} Optiek; Tuincentrum {}
		wholesale: Groothandel {}; {} Import; {} Handelsonderneming; Houthandel {}
		food: Zuivelfabriek {}; Bakkerij {}; {} Vis; {} Vleeswaren; Brouwerij {}; Koffiebranderij {}
		health: Tandartspraktijk {}; {} Fysiotherapie; {} Medische Techniek; Apotheek {}
		energy: {} Energie; {} Installatietechniek; {} Warmte; {} Zonnestroom
		hospitality: Herberg {}; {} Congrescentrum; {} Catering; Hotel {}
		media: {} Reclame; Drukkerij {}; Uitgeverij {}
		agriculture: Kwekerij {}; {} Zaden; Loonbedrijf {}; {} Bloembollen`
	dutchStreets = `
		Smidsewerf #
		Achter de Molen #
		Steenovenweg #
		Touwbaan #
		Handelskade Noord #
		Beukenhaag #
		Zagerijstraat #
		Nijverheidsring #
		Oude Veerdam #
		Lindegracht Zuid #
		Kleine Havenstraat #
		Stationsplantsoen #
		Ambachtshof #
		Graanpakhuis #
		Weidezoom #
		Scheepswerfpad #`
	dutchCities = `
		1012 AB_Amsterdam | Noord-Holland
		2011 CD_Haarlem | Noord-Holland
		1811 EF_Alkmaar | Noord-Holland
		3011 GH_Rotterdam | Zuid-Holland
		2511 JK_Den Haag | Zuid-Holland
		2611 LM_Delft | Zuid-Holland
		3511 NP_Utrecht | Utrecht
		3811 RS_Amersfoort | Utrecht
		4331 TV_Middelburg | Zeeland
		4811 WX_Breda | Noord-Brabant
		5611 ZA_Eindhoven | Noord-Brabant
		6211 BC_Maastricht | Limburg
		6511 DE_Nijmegen | Gelderland
		7311 GJ_Apeldoorn | Gelderland
		7511 KL_Enschede | Overijssel
		8011 MN_Zwolle | Overijssel
		8911 PR_Leeuwarden | Friesland
		9711 ST_Groningen | Groningen`
	dutchMen = `Arjen Bart Bas Bram Casper Cees Daan Dirk Ewout Floris Frank Freek Gerard Gijs Hans Hein Henk Hidde
		Jaap Jan Jasper Jelle Jeroen Joost Joris Karel Kees Klaas Koen Lars Leendert Luuk Maarten Marnix
		Martijn Menno Niels Olaf Otto Pieter Pim Reinout Roel Ruben Rutger Sander Sjoerd Stijn Teun Thijs
		Tjeerd Willem Wouter`
	dutchWomen = `Aafke Anneke Annelies Anouk Baukje Bente Carolien Daphne Doortje Eline Elsbeth Esther Famke Femke
		Fleur Froukje Geertje Greetje Hanneke Heleen Hilde Ilse Inge Janneke Jantine Jet Jolanda Josien
		Judith Karin Klaartje Lieke Liesbeth Lotte Maaike Marieke Marijke Marloes Mieke Mirjam Nienke
		Noortje Paulien Petra Renske Roos Saskia Sanne Tineke Tessa Willemijn Wies Yvonne`
	dutchFamilies = `Aalbers Appelman Baartmans Bakhuis Beekhof Beukema Blankers Boerema Bolhuis Bosscha Bouwkamp
		Brandsma Breukers Buitenhof Coenraads Dekhuis Dijkema Doornbos Drenth Duinker Eekhout Elzinga
		Engelsma Faasse Feenstra Fokkema Gerritsma Goedhart Graafland Groenhof Haakma Hamersma Hazelhof
		Heemstra Hengeveld Hoekema Hofstra Holtrop Huisman Idema Jongsma Jorritsma Kampstra Keizers Klaver
		Kloosterman Koelewijn Kooistra Korenhof Kuipers Lammertsma Leenstra Lindeboom Lubbers Mandemaker
		Meerhof Meindertsma Molenkamp Mulderij Nauta Nieuwland Nijhof Noordhuis Oldenhof Oosterling Overdijk
		Paardekoper Pietersma Ploegman Postma Reitsma Rietveld Roelofsma Rozenhart Ruiters Schaapman
		Scheltema Schuitema Sikkema Slagman Speelman Steenhuis Stellingwerf Sturms Terpstra Tichelaar Timmers
		Tuinstra Uitdehaag Veenhof Veldhuis Vinkers Visserman Vlasman Vogelaar Wagenaar Waterhuis Weidema
		Wiersma Wijnands Wolthuis Zandbergen Zijlstra Zonneveld`
	dutchJobs = `
		Directeur | Directie
		Hoofd inkoop | Inkoop
		Financieel manager | Financiën
		Verkoopleider | Verkoop
		Projectleider | Uitvoering
		Bedrijfsleider | Uitvoering
		IT-manager | IT
		Boekhouder | Financiën
		Klantadviseur | Klantenservice
		Marketeer | Marketing
		Kwaliteitsmanager | Productie
		Productieleider | Productie
		HR-adviseur | HR
		Magazijnchef | Logistiek
		Directiesecretaris | Directie
		Inkoper | Inkoop
		Servicemonteur | Service`
	dutchOpenings = `
		Kennisgemaakt op de beurs in Utrecht.
		Vaste klant met raamcontract.
		Sinds kort nieuwe eigenaren.
		Koopt centraal in voor alle vestigingen.
		Familiebedrijf, derde generatie.
		Besteedt volgend jaar opnieuw aan.
		Groeit en zoekt ruimte.
		Aanbevolen door een bestaande klant.`
	dutchRemarks = `
		Bellen liefst vóór tien uur.
		Factuur uitsluitend digitaal.
		De directeur beslist zelf.
		Wil één offerte voor alles.
		Betaalt altijd op tijd.
		Vervolgafspraak bij het nieuwe kwartaal.
		Levering alleen op werkdagen.
		Levertijd weegt zwaarder dan prijs.`
)

func netherlands() country {
	return country{
		code: "NL", language: "nl",
		heads:    words(dutchHeads),
		tails:    words(dutchTails),
		trades:   trades(dutchTrades),
		forms:    words(`B.V. B.V. B.V. B.V. V.O.F. N.V.`),
		streets:  lines(dutchStreets),
		cities:   cities(dutchCities),
		men:      words(dutchMen),
		women:    words(dutchWomen),
		families: words(dutchFamilies),
		jobs:     jobs(dutchJobs),
		notes:    [2][]string{lines(dutchOpenings), lines(dutchRemarks)},
		number:   func(n int64) string { return "00" + digits(scatter(n, 1000000), 6) },
		line:     func(n int64) string { return grouped("+31 19 ", 7, 7, n) },
		mobile:   func(n int64) string { return grouped("+31 67 ", 7, 7, n) },
	}
}
