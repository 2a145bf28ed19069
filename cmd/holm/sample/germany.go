package sample

const (
	germanHeads = `Ahorn Alt Ascher Birken Blau Born Brunn Buchen Eber Eichen Erlen Falken Fichten Fried Fuchs Gold
		Grün Hasel Heide Hirsch Hohen Kalt Kiefern Kirsch Klein Königs Lerchen Linden Löwen Mittel Moor
		Mühl Neu Nieder Ober Rauten Rehm Rosen Sand Schwan Silber Sommer Stein Stern Tannen Ulmen Wald
		Weiden Wolken`
	germanTails = `bach berg brück burg dorf eck egg feld furt hain hagen hof horst kamp leben moor rode see stedt
		tal wald weiler werder winkel`
	germanTrades = `
		construction: Hochbau; Tiefbau; Zimmerei; Malerbetrieb; Bedachung; Fliesen; Trockenbau
		manufacturing: Maschinenbau; Werkzeugbau; Metallbau; Kunststofftechnik; Verpackungen; Feinmechanik; Textil; Möbelwerke
		technology: Systemhaus; Software; Datentechnik; Automation; Messtechnik; Elektronik
		services: Steuerberatung; Rechtsanwälte; Unternehmensberatung; Gebäudereinigung; Personaldienste; Hausverwaltung; Architekten
		transport: Spedition; Logistik; Kühltransporte; Reisebusse
		retail: Buchhandlung; Fahrräder; Sporthaus; Augenoptik; Eisenwaren; Gartencenter
		wholesale: Großhandel; Import; Handelsvertretung; Holzhandel; Feinkost Großhandel
		food: Molkerei; Backwaren; Fleischwaren; Brauerei; Kaffeerösterei; Mühle
		health: Dentallabor; Physiotherapie; Medizintechnik; Apotheke
		energy: Energie; Heizungsbau; Windkraft; Elektrotechnik; Solar
		hospitality: Gasthof; Tagungszentrum; Catering; Hotel
		media: Werbeagentur; Druckerei; Verlag; Messebau
		agriculture: Saatgut; Gärtnerei; Landtechnik`
	germanStreets = `
		Am Alten Sägewerk #
		Zur Schmiedewiese #
		Ziegeleiweg #
		Gewerbering Nord #
		Hinter der Kornmühle #
		Lindenufer #
		Werkhallenstraße #
		An der Seilerbahn #
		Buchenhöhe #
		Obere Torgasse #
		Hafenspeicher #
		Bahnhofswinkel #
		Untere Bleiche #
		Handwerkerzeile #
		Gießereistraße #
		Fährdamm #
		Wiesengrund #
		Böttcherplatz #`
	germanCities = `
		10115_Berlin | Berlin
		20095_Hamburg | Hamburg
		24103_Kiel | Schleswig-Holstein
		24937_Flensburg | Schleswig-Holstein
		23552_Lübeck | Schleswig-Holstein
		28195_Bremen | Bremen
		26122_Oldenburg | Niedersachsen
		30159_Hannover | Niedersachsen
		18055_Rostock | Mecklenburg-Vorpommern
		04109_Leipzig | Sachsen
		01067_Dresden | Sachsen
		99084_Erfurt | Thüringen
		34117_Kassel | Hessen
		60311_Frankfurt am Main | Hessen
		48143_Münster | Nordrhein-Westfalen
		44135_Dortmund | Nordrhein-Westfalen
		50667_Köln | Nordrhein-Westfalen
		70173_Stuttgart | Baden-Württemberg
		90402_Nürnberg | Bayern
		80331_München | Bayern`
	germanMen = `Albrecht Alexander Andreas Arne Arno Axel Benedikt Bernd Björn Carsten Christoph Clemens Detlef
		Dieter Dirk Eckhard Elmar Erik Falk Felix Florian Frank Friedrich Georg Gerd Hartmut Heiko Henning
		Holger Ingo Jan Jens Joachim Jörg Jürgen Kai Klaus Konrad Lukas Malte Manfred Matthias Moritz
		Norbert Oliver Rainer Ralf Sebastian Stefan Thorsten Till Ulrich Volker Wolfgang`
	germanWomen = `Amelie Andrea Anja Anke Annegret Antje Barbara Beate Birgit Britta Carola Christiane Claudia
		Cornelia Dagmar Dörte Elke Eva Franziska Friederike Gabriele Gesa Gudrun Hannelore Heike Henrike
		Ilka Imke Ines Iris Jana Johanna Julia Jutta Karin Katja Kerstin Lea Lena Maike Marlene Martina
		Meike Monika Nadine Petra Renate Sabine Silke Sonja Susanne Svenja Ulrike Wiebke`
	germanFamilies = `Achterberg Ahlers Albers Amthauer Asmussen Bachhuber Baumgart Beckmann Behrendt Bergholz
		Bielfeld Blumenthal Bock Bornemann Brandhorst Brinkmann Buchholt Carstens Claasen Dettmer Dierks
		Dornbusch Ebeling Eckhoff Eggers Ehlers Engelke Faber Feldkamp Fink Fischbeck Freitag Fromm Gerdes
		Gerlach Goldbeck Grabow Grothe Haberkorn Hagemann Hainbuch Hartwig Heidenreich Hellwig Henke Hinrichs
		Holtkamp Imhoff Jacobi Janssen Jessen Kaltenbach Kellermann Kirchhoff Klages Knappert Kramer Krohn
		Kuhlmann Lammers Lehnert Lindhorst Lohmann Lüders Mahnke Marquardt Meinert Mertens Mohrmann Neubauer
		Niehaus Nissen Oelkers Ohlsen Pagel Paulsen Petersen Pohlmann Quast Rademacher Rehbein Reimers Riedel
		Rohwer Sander Schierholz Schlüter Schmitt Seidel Sievers Stegemann Steinhoff Stolze Struck Tanner
		Thiede Uhlig Vahl Voigtmann Volkers Wagenfeld Wehner Wendt Wiegand Winkelhof Wulf Zander Zimmerling`
	germanJobs = `
		Geschäftsführung | Leitung
		Einkaufsleitung | Einkauf
		Kaufmännische Leitung | Finanzen
		Vertriebsleitung | Vertrieb
		Projektleitung | Betrieb
		Betriebsleitung | Betrieb
		IT-Leitung | IT
		Buchhaltung | Finanzen
		Kundenbetreuung | Kundendienst
		Marketing | Marketing
		Qualitätssicherung | Produktion
		Produktionsleitung | Produktion
		Personalreferat | Personal
		Lagerleitung | Logistik
		Assistenz der Geschäftsführung | Leitung
		Einkauf | Einkauf
		Servicetechnik | Kundendienst`
	germanOpenings = `
		Kontakt von der Messe in Hannover.
		Langjähriger Kunde mit Rahmenvertrag.
		Neue Eigentümer seit dem Frühjahr.
		Einkauf läuft zentral über die Hauptverwaltung.
		Familienunternehmen in dritter Generation.
		Schreibt im nächsten Jahr neu aus.
		Wächst und sucht einen zweiten Lieferanten.
		Von einem Bestandskunden empfohlen.`
	germanRemarks = `
		Anrufe bitte vormittags.
		Rechnung nur elektronisch.
		Entscheidet die Geschäftsführung allein.
		Wünscht ein Gesamtangebot für alle Standorte.
		Zahlt stets mit Skonto.
		Wiedervorlage zum Quartalswechsel.
		Anlieferung nur werktags bis 14 Uhr.
		Lieferzeit zählt mehr als der Preis.`
)

func germany() country {
	return country{
		code: "DE", language: "de",
		heads:    words(germanHeads),
		tails:    words(germanTails),
		trades:   trades(germanTrades),
		forms:    lines("GmbH\nGmbH\nGmbH\nGmbH & Co. KG\nAG\nKG\nOHG"),
		streets:  lines(germanStreets),
		cities:   cities(germanCities),
		men:      words(germanMen),
		women:    words(germanWomen),
		families: words(germanFamilies),
		jobs:     jobs(germanJobs),
		notes:    [2][]string{lines(germanOpenings), lines(germanRemarks)},
		number:   func(n int64) string { return "HRB " + digits(n%1000000+700000, 6) + suffix(n/1000000) },
		line: func(n int64) string {
			return extension([]string{"+49 30 23125", "+49 69 90009", "+49 40 66969", "+49 221 4710", "+49 89 99998"}, n)
		},
		mobile: func(n int64) string {
			return extension([]string{"+49 171 39200", "+49 176 040690", "+49 152 288173", "+49 152 545993"}, n)
		},
	}
}
