package dev.twospeed.recommender.sample;

import java.util.List;
import java.util.Locale;

/** Names for what the generator makes. All people and firms are made up. */
final class Names {
    static final List<String> COUNTRIES = List.of(
            "USA",
            "Germany",
            "France",
            "Spain",
            "UK",
            "Australia",
            "Italy",
            "New Zealand",
            "Finland",
            "Canada",
            "Singapore",
            "Norway",
            "Denmark",
            "Switzerland",
            "Japan",
            "Belgium",
            "Sweden",
            "Austria",
            "Ireland",
            "Portugal");

    private static final List<List<String>> CITIES = List.of(
            List.of("Boston", "San Francisco", "Philadelphia", "New York", "Chicago"),
            List.of("Berlin", "Köln", "Frankfurt", "München"),
            List.of("Paris", "Lyon", "Nantes", "Marseille"),
            List.of("Madrid", "Barcelona", "Sevilla"),
            List.of("London", "Manchester", "Liverpool"),
            List.of("Melbourne", "Sydney", "Brisbane"),
            List.of("Milano", "Torino", "Bergamo"),
            List.of("Auckland", "Wellington"),
            List.of("Helsinki", "Espoo", "Oulu"),
            List.of("Montréal", "Vancouver", "Toronto"),
            List.of("Singapore"),
            List.of("Bergen", "Oslo", "Stavern"),
            List.of("København", "Århus"),
            List.of("Genève", "Zürich", "Bern"),
            List.of("Tokyo", "Osaka"),
            List.of("Bruxelles", "Charleroi"),
            List.of("Stockholm", "Luleå"),
            List.of("Salzburg", "Graz", "Wien"),
            List.of("Dublin", "Cork"),
            List.of("Lisboa", "Porto"));

    private static final List<String> LINES = List.of(
            "Classic Cars",
            "Motorcycles",
            "Planes",
            "Ships",
            "Trains",
            "Trucks and Buses",
            "Vintage Cars",
            "Tractors",
            "Helicopters",
            "Racing Cars",
            "Submarines",
            "Trams",
            "Fire Engines",
            "Gliders",
            "Bicycles",
            "Balloons",
            "Cranes",
            "Ferries",
            "Rockets",
            "Scooters");
    private static final List<String> THINGS = List.of(
            "Roadster",
            "Cruiser",
            "Monoplane",
            "Schooner",
            "Locomotive",
            "Omnibus",
            "Phaeton",
            "Harvester",
            "Rotorcraft",
            "Racer",
            "Submersible",
            "Tramcar",
            "Pumper",
            "Sailplane",
            "Tandem",
            "Airship",
            "Derrick",
            "Paddle Steamer",
            "Launcher",
            "Motor Scooter");
    private static final List<String> MAKERS = List.of(
            "Harwick",
            "Bellmont",
            "Corvina",
            "Dunmore",
            "Estrella",
            "Falkner",
            "Grantley",
            "Holloway",
            "Ilmari",
            "Jorvik",
            "Kestrel",
            "Lindqvist",
            "Marlowe",
            "Norrland",
            "Ostrava",
            "Pemberton",
            "Quintero",
            "Ravenna",
            "Stellwag",
            "Thornbury",
            "Umbria",
            "Valcourt",
            "Westerby",
            "Yarrow",
            "Zephyrus");
    private static final List<String> FIRMS =
            List.of("Atelier", "Collectables", "Gift Shop", "Imports", "Mini Models", "Toys", "Traders", "Scale Works");
    private static final List<String> FIRST = List.of(
            "Ada", "Bruno", "Clara", "Dario", "Elin", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kaisa", "Leo", "Mira",
            "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sami", "Tilda");
    private static final List<String> LAST = List.of(
            "Abrams", "Bianchi", "Castell", "Dupré", "Ekholm", "Fischer", "Garnier", "Hansen", "Ibarra", "Jansen",
            "Keller", "Larsen", "Moreau", "Nyman", "Ortega", "Petit", "Rossi", "Sato", "Torres", "Weber");
    private static final String[] SCALES = {"10", "12", "18", "24", "32", "50", "72"};

    private Names() {}

    static String line(int line) {
        String name = LINES.get(line % LINES.size());
        return line < LINES.size() ? name : name + " " + (line / LINES.size() + 1);
    }

    static String city(int country, SeededRandom random) {
        return pick(CITIES.get(country), random);
    }

    static String state(String country, SeededRandom random) {
        return country.equals("USA") ? pick(List.of("CA", "MA", "NY", "PA", "IL"), random) : "";
    }

    static String scale(SeededRandom random) {
        return SCALES[random.nextInt(SCALES.length)];
    }

    /** A code like S10_1678; the number is the product's own, so codes are unique. */
    static String productCode(String scale, int product) {
        return String.format(Locale.ROOT, "S%s_%04d", scale, 1000 + product);
    }

    static String product(int line, SeededRandom random) {
        return (1903 + random.nextInt(100)) + " " + pick(MAKERS, random) + " " + THINGS.get(line % THINGS.size()) + " "
                + (char) ('A' + random.nextInt(26)) + (1 + random.nextInt(99));
    }

    static String vendor(SeededRandom random) {
        return pick(MAKERS, random) + " " + pick(FIRMS, random);
    }

    static String firm(SeededRandom random) {
        return pick(LAST, random) + " " + pick(FIRMS, random) + ", Ltd.";
    }

    static String first(SeededRandom random) {
        return pick(FIRST, random);
    }

    static String last(SeededRandom random) {
        return pick(LAST, random);
    }

    private static String pick(List<String> names, SeededRandom random) {
        return names.get(random.nextInt(names.size()));
    }
}
