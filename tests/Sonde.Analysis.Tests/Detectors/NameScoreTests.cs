using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>How well generated names are told from given ones, on names that are made here: neither stands in the table's lists.</summary>
public sealed class NameScoreTests(ITestOutputHelper output)
{
    private const double Default = 80;
    private const int Names = 4_000;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Words of a language.</summary>
    internal static string[] WordsOf(string language) => Words[language];

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["English"] =
            "river stone garden window market bridge cloud paper summer winter kitchen travel music dream forest golden bright silver ocean harbor planet rocket coffee butter apple orange lemon bakery studio media digital network solution health finance insurance property school college medical dental fitness fashion jewel outdoor camping fishing wedding flower doctor lawyer builder plumber electric energy solar".Split(
                ' '
            ),
        ["German"] =
            "haus garten fenster strasse schule kinder wasser feuer himmel sonne werkstatt zeitung kuchen bahnhof schloss kirche versicherung gesundheit apotheke reise urlaub wetter nachrichten sport verein handwerk maler tischler schreiner zimmer blumen hochzeit friseur spiegel buch laden markt".Split(
                ' '
            ),
        ["French"] =
            "maison jardin fenetre chemin ecole enfant soleil montagne boulangerie fromage voyage vacances journal musique cuisine mariage fleur coiffeur librairie pharmacie medecin avocat plombier peinture voiture bateau lumiere cheval oiseau marche".Split(
                ' '
            ),
        ["Spanish"] =
            "casa jardin ventana camino escuela ninos agua fuego cielo noche viaje playa comida mercado panaderia salud medico abogado fiesta boda flores libreria deporte musica coche barco caballo pajaro tienda zapatos".Split(
                ' '
            ),
        ["Dutch"] =
            "huis tuin venster straat school kinderen water vuur hemel bakkerij fiets winkel boek krant muziek bruiloft bloemen dokter advocaat schilder timmerman verzekering gezondheid reizen vakantie".Split(
                ' '
            ),
        ["Polish"] =
            "dom ogrod okno ulica szkola dzieci woda ogien niebo piekarnia rower sklep ksiazka gazeta muzyka wesele kwiaty lekarz adwokat malarz zdrowie podroz wakacje samochod".Split(
                ' '
            ),
        ["Finnish"] =
            "talo puutarha ikkuna katu koulu lapset vesi tuli taivas leipomo kauppa kirja lehti musiikki kukat matka loma auto vene hevonen lintu".Split(
                ' '
            ),
    };

    public static TheoryData<string> Languages => [.. Words.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void HardlyAnyGivenNameLooksGenerated(string language)
    {
        var random = new Random(17);
        string[] words = Words[language];
        int wrong = 0;
        for (int n = 0; n < Names; n++)
        {
            string name = words[random.Next(words.Length)] + (n % 3 == 0 ? "-" : "") + words[random.Next(words.Length)];
            if (n % 10 == 0)
                name += random.Next(1, 999);
            wrong += NameScore.Of(name) >= Default ? 1 : 0;
        }

        output.WriteLine($"{language}: {100.0 * wrong / Names:0.00} % of given names score {Default} or more");
        Assert.InRange(wrong / (double)Names, 0, 0.02);
    }

    [Theory]
    [InlineData("letters", 0.95)]
    [InlineData("letters and digits", 0.95)]
    [InlineData("hexadecimal", 0.95)]
    [InlineData("congruential", 0.95)]
    [InlineData("consonants", 0.95)]
    [InlineData("base 32", 0.95)]
    [InlineData("short letters", 0.5)]
    public void MostGeneratedNamesLookGenerated(string generator, double least)
    {
        var random = new Random(23);
        int found = 0;
        for (int n = 0; n < Names; n++)
            found += NameScore.Of(Generate(generator, random)) >= Default ? 1 : 0;

        output.WriteLine($"{generator}: {100.0 * found / Names:0.0} % found");
        Assert.InRange(found / (double)Names, least, 1);
    }

    [Fact]
    public void WhatIsTooShortToTellIsNotJudged()
    {
        Assert.Equal(0, NameScore.Of("xqzv"));
        Assert.Equal(0, NameScore.Of("xn--80ak6aa92e"));
        Assert.Equal(0, NameScore.Of(""));
    }

    private static string Generate(string generator, Random random)
    {
        int length = random.Next(10, 20);
        switch (generator)
        {
            case "letters":
                return Of(Letters, length);
            case "letters and digits":
                return Of(Letters + "0123456789", length);
            case "hexadecimal":
                return Of("0123456789abcdef", length);
            case "consonants":
                return Of("bcdfghjklmnpqrstvwxz", length);
            case "base 32":
                return Of("abcdefghijklmnopqrstuvwxyz234567", 24);
            case "short letters":
                return Of(Letters, random.Next(7, 10));
            default:
                uint state = (uint)random.Next();
                char[] name = new char[length];
                for (int at = 0; at < length; at++)
                    name[at] = Letters[(int)((state = state * 1_664_525 + 1_013_904_223) >> 16) % 26];
                return new string(name);
        }

        string Of(string letters, int count) =>
            string.Concat(Enumerable.Range(0, count).Select(_ => letters[random.Next(letters.Length)]));
    }
}
