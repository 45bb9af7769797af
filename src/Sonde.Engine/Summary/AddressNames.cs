using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The names that a capture gives its addresses: in packets, and in name resolution blocks of its files.</summary>
internal sealed class AddressNames
{
    private readonly NameBook _book;
    private readonly ILookup<Address, string> _blocks;

    public AddressNames(NameBook book, CaptureReading reading)
    {
        _book = book;
        _blocks = reading
            .Files.SelectMany(file => file.Notes.Names)
            .ToLookup(name => Address.From(name.Address), name => name.Name);
    }

    /// <summary>The coverage of the reading, with the book's limit when it was reached.</summary>
    public Coverage Covered(Coverage coverage) =>
        coverage.With((_book.NotKept > 0, "names_in_memory", NameBook.AddressLimit));

    /// <summary>The names as rows; null without any.</summary>
    public IReadOnlyList<NameRow>? Of(Address address)
    {
        List<NameRow> rows =
        [
            .. _book.Of(address).Select(name => new NameRow(Quote.Clean(name.Name)!, Source(name.Source))),
            .. _blocks[address]
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(NameBook.NamesEach)
                .Select(name => new NameRow(Quote.Clean(name)!, "name_resolution_block")),
        ];
        return rows.Count > 0 ? rows : null;
    }

    private static string Source(NameSource source) =>
        source switch
        {
            NameSource.Dns => "dns",
            NameSource.Mdns => "mdns",
            NameSource.Llmnr => "llmnr",
            NameSource.Nbns => "nbns",
            _ => "dhcp",
        };
}
