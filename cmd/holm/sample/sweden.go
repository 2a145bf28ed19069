package sample

const (
	swedishHeads = `Alm Ask Asp Berg Björk Bok Ek Eken Fager Fjäll Fors Furu Gran Grön Hav Hed Hjort Hög Kall Klöver
		Lärk Lind Ljung Lund Lönn Mal Näs Norr Nyckel Ren Rönn Sand Silver Sjö Sol Sten Stor Strand
		Svan Söder Tall Torn Vass Vinter Väster Ång Älv Öster`
	swedishTails = `vik berga dal holma lunda mark by torp stad fors näs sund ås bo hult gård hamn äng kulla
		bro haga sjö strand ö`
	swedishTrades = `
		construction: Bygg; Entreprenad; Måleri; Snickeri; Takservice; Anläggning; Golv
		manufacturing: Mekaniska; Verkstad; Plåt; Plast; Industri; Gjuteri; Möbelfabrik; Komponent
		technology: Data; Systemutveckling; Elektronik; Automation; IT-Drift; Mätteknik
		services: Redovisning; Juristbyrå; Konsult; Städ; Bemanning; Fastighetsskötsel; Arkitekter
		transport: Åkeri; Logistik; Spedition; Buss; Lagerhotell
		retail: Bokhandel; Cykel; Sport; Järnhandel; Trädgård; Optik
		wholesale: Grossist; Import; Agentur; Livsmedel Partihandel; Trävaror
		food: Mejeri; Bageri; Fisk; Chark; Bryggeri; Rosteri
		health: Tandvård; Rehab; Medicinteknik; Hälsocentral
		energy: Energi; Värme; Vindkraft; Elinstallation; Kyla
		hospitality: Värdshus; Konferens; Catering; Hotell
		media: Reklambyrå; Tryckeri; Förlag; Mässbygg
		agriculture: Lantbruk; Trädgårdsodling; Skogsvård; Spannmål`
	swedishStreets = `
		Smideslyckan #
		Verkstadsbacken #
		Kvarnfallet #
		Södra Kajvägen #
		Hantverksstigen #
		Björkdungen #
		Tegelugnsgatan #
		Gamla Sågvägen #
		Lilla Hamntorget #
		Industrislingan #
		Ängsbrinken #
		Stationsbacken #
		Norra Ladugatan #
		Repslagarplan #
		Lindgången #
		Gjutarebacken #
		Kornbodsvägen #
		Östra Varvsplan #
		Skogsbrynet #
		Färjelänken #`
	swedishCities = `
		111 22_Stockholm | Stockholm
		151 71_Södertälje | Stockholm
		753 20_Uppsala | Uppsala
		582 22_Linköping | Östergötland
		553 16_Jönköping | Jönköping
		352 30_Växjö | Kronoberg
		392 31_Kalmar | Kalmar
		621 55_Visby | Gotland
		371 30_Karlskrona | Blekinge
		211 20_Malmö | Skåne
		252 20_Helsingborg | Skåne
		223 50_Lund | Skåne
		302 42_Halmstad | Halland
		411 05_Göteborg | Västra Götaland
		503 30_Borås | Västra Götaland
		652 24_Karlstad | Värmland
		702 10_Örebro | Örebro
		722 11_Västerås | Västmanland
		791 70_Falun | Dalarna
		803 20_Gävle | Gävleborg
		852 30_Sundsvall | Västernorrland
		831 30_Östersund | Jämtland
		903 26_Umeå | Västerbotten
		972 32_Luleå | Norrbotten`
	swedishMen = `Albin Alf Anders Arvid Axel Bengt Björn Börje Carl Daniel David Edvin Elias Erik Filip Fredrik
		Gunnar Göran Gustav Hampus Hans Håkan Henrik Hugo Ingemar Isak Jan Joakim Johan Jonas Karl Kjell
		Lars Leif Lennart Ludvig Magnus Marcus Mattias Mikael Nils Olle Oskar Per Rickard Robin Rolf
		Staffan Stellan Sven Tobias Torsten Ulf Viktor`
	swedishWomen = `Agneta Alma Amanda Anette Anna Annika Barbro Birgitta Britt Carina Cecilia Ebba Elin Elsa Emelie
		Eva Fanny Frida Gunilla Hanna Hedvig Helena Ingrid Irma Jenny Johanna Julia Karin Katarina Kerstin
		Klara Kristina Lena Linnea Lisa Lovisa Maja Malin Margareta Maria Matilda Moa Monika Nora Pia
		Sanna Sara Sigrid Sofia Stina Therese Ulrika Viktoria Åsa`
	swedishFamilies = `Abelsson Ahlgren Alkvist Almqvist Andersson Arvidsson Askling Backlund Bengtsson Bergfalk
		Berglöf Björklind Blomgren Boqvist Brolin Carlsson Cederholm Dahlborg Danielsson Edlund Ekenberg Eklöv
		Engborg Eriksson Falkman Fjällström Forsgren Fransson Frisk Furuhed Granath Grönvall Gustafsson
		Hagborg Hallgren Hammarlid Hedqvist Hellström Henriksson Hjelmgren Holmqvist Högfors Isaksson
		Jakobsson Jansson Johansson Jonsborg Karlberg Klingvall Kronlund Kvarnström Larsson Liljegren Lindborg
		Lindqvist Ljungdal Lundmark Löfgren Magnusson Malmquist Mattsson Melander Moberg Månsson Nilsson
		Norling Nyberg Näslund Olofsson Oscarsson Palmgren Persson Quarnfors Rapp Renlund Rosenqvist Rydell
		Rönnlid Sandell Selander Sjöborg Skoglid Stenfors Strandell Sundvall Svanlund Svensson Söderfors
		Tallgren Thorsell Tornqvist Uddgren Vallgren Vestin Vikman Wallgren Wennerlid Wikfors Zetterlund
		Åkerlid Ängborg Öbergsson Östlind`
	swedishJobs = `
		Verkställande direktör | Ledning
		Inköpschef | Inköp
		Ekonomichef | Ekonomi
		Försäljningschef | Försäljning
		Projektledare | Drift
		Driftchef | Drift
		IT-chef | IT
		Redovisningsekonom | Ekonomi
		Kundansvarig | Kundtjänst
		Marknadsansvarig | Marknad
		Kvalitetschef | Produktion
		Produktionschef | Produktion
		HR-specialist | HR
		Lagerchef | Logistik
		Ledningsassistent | Ledning
		Inköpare | Inköp
		Servicetekniker | Service`
	swedishOpenings = `
		Träffade oss på mässan i Göteborg.
		Kund sedan länge med ramavtal.
		Ny ägare sedan i våras.
		Köper in centralt för alla orter.
		Familjeföretag i andra generationen.
		Upphandlar på nytt nästa år.
		Växer och söker lokaler.
		Rekommenderades av en befintlig kund.
		Vill minska antalet leverantörer.`
	swedishRemarks = `
		Ring helst på förmiddagen.
		Fakturan skickas elektroniskt.
		Beslutet tas i ledningsgruppen.
		Vill ha en samlad offert.
		Betalar alltid i tid.
		Uppföljning bokad till kvartalsskiftet.
		Leverans endast på vardagar före tolv.
		Har bett om referenser.
		Leveranstiden väger tyngre än priset.`
)

func sweden() country {
	return country{
		code: "SE", language: "sv",
		heads:    words(swedishHeads),
		tails:    words(swedishTails),
		trades:   trades(swedishTrades),
		forms:    words(`AB AB AB AB AB HB KB`),
		streets:  lines(swedishStreets),
		cities:   cities(swedishCities),
		men:      words(swedishMen),
		women:    words(swedishWomen),
		families: words(swedishFamilies),
		jobs:     jobs(swedishJobs),
		notes:    [2][]string{lines(swedishOpenings), lines(swedishRemarks)},
		number:   func(n int64) string { return luhn("99", n) },
		line: func(n int64) string {
			return reserved(n, []drama{
				{"+46 31 390 06 ", 0, 100, 2}, {"+46 40 628 04 ", 0, 100, 2},
				{"+46 8 465 004 ", 0, 100, 2}, {"+46 980 319 2", 0, 100, 2},
			}, "+46 177 ", 6)
		},
		mobile: func(n int64) string {
			return reserved(n, []drama{{"+46 70 174 06 ", 5, 95, 2}}, "+46 178 ", 6)
		},
	}
}
