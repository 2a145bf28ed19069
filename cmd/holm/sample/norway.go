package sample

const (
	norwegianHeads = `Alm Ask Berg Bjerke Bjørk Bratt Eik Elve Fjell Fjære Fure Fugl Gran Grå Hassel Haug Hav Hegg Horn
		Høy Kalv Kleiv Kråk Lauv Lind Lys Mo Myr Nord Ore Orre Rein Rogn Røys Sel Skog Skar Sol Stein
		Stor Svart Sør Tind Ulv Vest Vår Ørn Øst`
	norwegianTails = `vik dalen heim nes fjord moen lia haugen stad sund voll land rud bakken øya eid borg set
		brekka viken tangen åsen elva våg`
	norwegianTrades = `
		construction: Bygg; Entreprenør; Maler; Tømrer; Tak; Anlegg; Betong
		manufacturing: Mekaniske; Verksted; Stål; Plast; Industrier; Støperi; Møbler
		technology: Data; Programvare; Elektronikk; Automasjon; IT-Drift; Undervannsteknikk
		services: Regnskap; Advokater; Rådgivning; Renhold; Bemanning; Eiendomsdrift; Arkitekter
		transport: Transport; Logistikk; Spedisjon; Rederi; Buss
		retail: Bokhandel; Sykkel; Sport; Jernvare; Hagesenter
		wholesale: Engros; Import; Agentur; Trelast
		food: Meieri; Bakeri; Sjømat; Kjøtt; Bryggeri; Laks
		health: Tannklinikk; Fysioterapi; Medisinsk Teknikk; Apotek
		energy: Energi; Varme; Vannkraft; Elektro; Solenergi
		hospitality: Gjestegård; Konferanse; Catering; Hotell
		media: Reklame; Trykkeri; Forlag
		agriculture: Gartneri; Skogbruk; Landbruk`
	norwegianStreets = `
		Smiebakken #
		Kaikanten #
		Sagbruksveien #
		Nordre Naustvei #
		Verkstedsvingen #
		Bjørkelunden #
		Teglhaugen #
		Industrikroken #
		Fergeleiet #
		Kverndalsveien #
		Stasjonstunet #
		Søndre Bruvei #
		Repslagerbakken #
		Skipsbyggerkaia #
		Granstubben #
		Møllefossen #`
	norwegianCities = `
		0150_Oslo | Oslo
		0484_Oslo | Oslo
		1400_Ski | Akershus
		1606_Fredrikstad | Østfold
		2000_Lillestrøm | Akershus
		2317_Hamar | Innlandet
		2609_Lillehammer | Innlandet
		3015_Drammen | Buskerud
		3110_Tønsberg | Vestfold
		3717_Skien | Telemark
		4006_Stavanger | Rogaland
		4610_Kristiansand | Agder
		5003_Bergen | Vestland
		6002_Ålesund | Møre og Romsdal
		6413_Molde | Møre og Romsdal
		7010_Trondheim | Trøndelag
		8006_Bodø | Nordland
		9008_Tromsø | Troms`
	norwegianMen = `Amund Anders Arild Arne Asbjørn Audun Bjørn Brage Cato Dag Eirik Eivind Endre Erling Espen Even
		Frode Geir Gjermund Halvor Harald Henrik Håkon Inge Ivar Jarle Jon Jørgen Kjetil Knut Kristian
		Lars Leif Magnar Marius Morten Odd Ola Olav Pål Per Roar Sindre Sigurd Snorre Stian Svein Terje
		Tor Trond Tormod Vegard Vidar Øyvind`
	norwegianWomen = `Agnes Anita Anne Astri Berit Bente Bjørg Camilla Eli Elise Eline Gerd Gro Grete Guri Hege Heidi
		Helene Hilde Ida Inga Ingeborg Ingvild Jorunn Kari Karianne Kine Kirsti Lise Liv Mari Marit Mette
		Målfrid Nina Oda Ragna Ragnhild Randi Reidun Silje Siri Solveig Synnøve Tiril Tone Tove Trine
		Turid Unni Vilde Wenche Åse Åshild`
	norwegianFamilies = `Aasland Amundsen Andreassen Arnesen Aspelid Bakkerud Berglie Bjerkvoll Bjørnstad Blindeim
		Brattlie Breivoll Bråten Dalheim Dahlberg Eggesvik Eidheim Ellingsen Engeseth Evensen Fagerlid
		Fjelltun Fossheim Furulid Gjerdevik Granlid Grøndal Gulliksen Gundersen Haaland Hagenes Halvorsen
		Hammerås Hansen Haugmo Hegglund Helgesen Hjelle Hovland Høyvik Isaksen Iversen Jacobsen Johannessen
		Kleivdal Knutsen Kolstad Kvammen Kvernmo Langlid Larsen Lauvås Lien Lillebø Lundemo Løken Mikalsen
		Moengen Myrvold Nesheim Nilsen Nordbø Nygård Nærvik Olsen Opsahl Oredal Paulsen Pettersen Ramstad
		Ravnås Reinvik Rognmo Rustad Rødsand Sandvoll Selvåg Skaarmo Skogheim Solbrekk Solheim Stavnes
		Stensrud Storvik Strandmo Sundheim Svendsen Sætermo Teigen Tangvik Thorsen Tveitmo Ulvedal
		Vestnes Vikheim Vollan Øverli Østmo Ådland Åsheim`
	norwegianJobs = `
		Daglig leder | Ledelse
		Innkjøpssjef | Innkjøp
		Økonomisjef | Økonomi
		Salgssjef | Salg
		Prosjektleder | Drift
		Driftsleder | Drift
		IT-leder | IT
		Regnskapsfører | Økonomi
		Kundekonsulent | Kundeservice
		Markedsansvarlig | Marked
		Kvalitetsleder | Produksjon
		Produksjonssjef | Produksjon
		HR-rådgiver | HR
		Lagersjef | Logistikk
		Ledersekretær | Ledelse
		Innkjøper | Innkjøp
		Servicetekniker | Service`
	norwegianOpenings = `
		Møtte oss på messen i Stavanger.
		Kunde i mange år med rammeavtale.
		Nye eiere siden nyttår.
		Kjøper inn samlet for alle avdelinger.
		Familieeid, fjerde generasjon.
		Skal ut på anbud neste år.
		Vokser raskt langs kysten.
		Anbefalt av en annen kunde.`
	norwegianRemarks = `
		Ring helst før lunsj.
		Faktura sendes elektronisk.
		Daglig leder bestemmer alene.
		Ønsker ett samlet tilbud.
		Betaler alltid i tide.
		Oppfølging avtalt til kvartalsskiftet.
		Levering bare på hverdager.
		Leveringstid er viktigere enn pris.`
)

func norway() country {
	return country{
		code: "NO", language: "nb",
		heads:    words(norwegianHeads),
		tails:    words(norwegianTails),
		trades:   trades(norwegianTrades),
		forms:    words(`AS AS AS AS ANS DA`),
		streets:  lines(norwegianStreets),
		cities:   cities(norwegianCities),
		men:      words(norwegianMen),
		women:    words(norwegianWomen),
		families: words(norwegianFamilies),
		jobs:     jobs(norwegianJobs),
		notes:    [2][]string{lines(norwegianOpenings), lines(norwegianRemarks)},
		number:   func(n int64) string { return modEleven("3", n, []int64{3, 2, 7, 6, 5, 4, 3, 2}) },
		line:     func(n int64) string { return grouped("+47 34", 6, 2, n) },
		mobile:   func(n int64) string { return grouped("+47 36", 6, 2, n) },
	}
}
