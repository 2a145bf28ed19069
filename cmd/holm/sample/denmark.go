package sample

const (
	danishHeads = `Birke Bøge Ege Elle Fyrre Gran Hassel Hede Hegns Hjorte Kilde Klit Krog Lade Lærke Linde
		Lunde Lyng Mølle Mose Nørre Pile Ravne Rosen Rugs Skov Snare Solbjerg Sten Storke Strand Svane
		Sønder Tegl Thor Tjørne Torne Ulve Vester Vind Vold Øster Ørne Åkande`
	danishTails = `holm lund dal gaard bæk skov mark vang toft sund vig borg bro bjerg høj kær næs
		ager løkke strup mose have eng sø`
	danishTrades = `
		construction: Tømrer & Snedker; Murerforretning; Entreprise; Anlæg; Tagdækning; Byg; Malerfirma; Kloak & Beton
		manufacturing: Maskinfabrik; Stål; Plast; Værktøj; Emballage; Møbler; Komponenter; Tekstil; Hydraulik
		technology: Data; Software; Netværk; IT-Drift; Automation; Elektronik
		services: Revision; Advokater; Rådgivning; Rengøring; Vikar; Ejendomsservice; Arkitekter; Inkasso
		transport: Transport; Logistik; Spedition; Kølelager; Busser
		retail: Boghandel; Cykler; Sport; Optik; Isenkram; Planteskole
		wholesale: Engros; Import; Agentur; Fødevaregrossist; Tømmerhandel
		food: Mejeri; Bageri; Fisk; Slagteri; Bryghus; Kaffe
		health: Tandklinik; Fysioterapi; Medico; Apotek
		energy: Energi; Varmeteknik; Vindkraft; El-Installation; Fjernvarme
		hospitality: Kro; Kursuscenter; Catering; Hotel
		media: Reklame; Grafisk; Forlag; Messebyg
		agriculture: Planteavl; Gartneri; Maskinstation; Foder`
	danishStreets = `
		Smedevænget #
		Ved Kornmagasinet #
		Teglovnsvej #
		Gammel Mølledam #
		Håndværkersvinget #
		Søndre Kajgade #
		Rebslagerpladsen #
		Lindealleen #
		Birkehegnet #
		Nordre Industrivej #
		Savværksvej #
		Kirkestien #
		Lille Færgestræde #
		Bøgeskrænten #
		Fabrikssvinget #
		Øster Havnekaj #
		Stationspladsen #
		Bakkekammen #
		Hjulmagervej #
		Erhvervsringen #
		Torvestræde #
		Vestre Engvej #`
	danishCities = `
		1260_København K | Hovedstaden
		2100_København Ø | Hovedstaden
		2750_Ballerup | Hovedstaden
		3400_Hillerød | Hovedstaden
		3700_Rønne | Hovedstaden
		4000_Roskilde | Sjælland
		4180_Sorø | Sjælland
		4600_Køge | Sjælland
		4800_Nykøbing F | Sjælland
		5000_Odense C | Syddanmark
		5700_Svendborg | Syddanmark
		6000_Kolding | Syddanmark
		6400_Sønderborg | Syddanmark
		6700_Esbjerg | Syddanmark
		7100_Vejle | Syddanmark
		7400_Herning | Midtjylland
		7500_Holstebro | Midtjylland
		8000_Aarhus C | Midtjylland
		8600_Silkeborg | Midtjylland
		8700_Horsens | Midtjylland
		8900_Randers C | Midtjylland
		9000_Aalborg | Nordjylland
		9400_Nørresundby | Nordjylland
		9800_Hjørring | Nordjylland
		9900_Frederikshavn | Nordjylland`
	danishMen = `Aksel Anders Asger Bjarke Bo Carsten Christian Daniel Emil Erik Esben Flemming Frederik Gorm
		Hans Henrik Holger Jakob Jens Jeppe Jesper Johannes Karsten Kasper Kim Kristoffer Lars Lasse Mads
		Magnus Malthe Mikkel Morten Niels Oliver Ole Palle Per Peter Poul Rasmus Rune Simon Steen Søren
		Thomas Torben Troels Uffe Viggo`
	danishWomen = `Agnete Alberte Anna Anne Astrid Benedikte Birgit Bodil Camilla Caroline Cecilie Charlotte
		Ditte Dorthe Ellen Emma Freja Gitte Grethe Hanne Helle Ida Inger Jette Johanne Josefine Karen
		Katrine Kirsten Lærke Laura Lene Line Lone Maja Maren Marianne Mette Nanna Pernille Rikke Sanne
		Signe Sofie Stine Susanne Tine Trine Ulla Vibeke`
	danishFamilies = `Abildgren Agerholt Andersen Bagge Bech Berthelsen Birkmose Bjerregren Boserup Brandtoft
		Brinch Bruunsgaard Christensen Clausen Dahlgren Damkjær Degnbol Ebbesen Egeskjold Eriksen Fabricius
		Falkenby Fogtmann Frandsen Friis Gammelby Gejlager Gormsen Graversen Grønfeldt Hald Hansen Hedelund
		Hegelund Henningsen Hjortdal Holmstrup Højland Ibsen Iversen Jacobsen Jensen Jessing Juhlsen Kaas
		Kallehave Kirketoft Kjærby Klitmark Knudsen Kofoed Krag Kristensen Kronborg Lassen Lauridsen Lindegren
		Lundager Lykkebo Madsen Mathiasen Mikkelsen Mortensen Munkholt Møllegren Nedergren Nielsen Nygaardsen
		Nørbæk Olesen Overby Paaske Pallesen Pedersen Poulsen Quistberg Rahbek Rasmussen Ravnkilde Riisager
		Rosenvold Rudbæk Schøndal Simonsen Skipperby Skovgren Steffensen Stenbæk Svejstrup Sønderby
		Sørensen Tersbøl Thomsen Thorup Toftegaard Uldall Vestager Villadsen Vinther Voldby Wiborg
		Winkel Østerby Aagesen`
	danishJobs = `
		Direktør | Ledelse
		Indkøbschef | Indkøb
		Økonomichef | Økonomi
		Salgschef | Salg
		Projektleder | Drift
		Driftsleder | Drift
		IT-chef | IT
		Bogholder | Økonomi
		Kundekonsulent | Kundeservice
		Marketingansvarlig | Marketing
		Kvalitetschef | Produktion
		Produktionsleder | Produktion
		HR-partner | HR
		Lagerchef | Logistik
		Direktionssekretær | Ledelse
		Indkøber | Indkøb
		Tekniker | Service`
	danishOpenings = `
		Mødte os på efterårsmessen i Herning.
		Blev kunde efter anbefaling fra en nabovirksomhed.
		Har skiftet ejer for nylig; ny ledelse vil se tal.
		Køber ind centralt, men hver afdeling vælger selv.
		Langvarig kunde med fast rammeaftale.
		Familieejet, tredje generation.
		Skal i udbud næste år.
		Vokser hurtigt og ansætter løbende.
		Samler sine leverandører på færre hænder.
		Fik prøvelevering i foråret og var tilfreds.`
	danishRemarks = `
		Ring helst før klokken ti.
		Faktura sendes elektronisk til bogholderiet.
		Beslutning træffes af direktøren alene.
		Ønsker ét samlet tilbud for alle adresser.
		Vil gerne besøge os inden sommerferien.
		Betaler altid til tiden.
		Opfølgning aftalt til kvartalsskiftet.
		Leverancer kun mandag til torsdag.
		Har bedt om referencer fra samme branche.
		Prisen er vigtig, leveringstiden vigtigere.`
)

func denmark() country {
	return country{
		code: "DK", language: "da",
		heads:    words(danishHeads),
		tails:    words(danishTails),
		trades:   trades(danishTrades),
		forms:    words(`ApS ApS ApS A/S A/S I/S P/S`),
		streets:  lines(danishStreets),
		cities:   cities(danishCities),
		men:      words(danishMen),
		women:    words(danishWomen),
		families: words(danishFamilies),
		jobs:     jobs(danishJobs),
		notes:    [2][]string{lines(danishOpenings), lines(danishRemarks)},
		number:   func(n int64) string { return modEleven("9", n, []int64{2, 7, 6, 5, 4, 3, 2}) },
		line:     func(n int64) string { return grouped("+45 67", 6, 2, n) },
		mobile:   func(n int64) string { return grouped("+45 68", 6, 2, n) },
	}
}
