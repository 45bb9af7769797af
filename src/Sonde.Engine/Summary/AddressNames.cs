using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The names that a capture gives its addresses: in packets, and in name resolution blocks of its files.</summary>
internal sealed class AddressNames
{
    private readonly NameBook _book;
    private readonly Dictionary<Address, List<string>> _blocks = [];

    public AddressNames(NameBook book, CaptureReading reading)
    {
        _book = book;
        foreach (CaptureFile file in reading.Files)
        {
            foreach (ResolvedName record in file.Notes.Names)
            {
                var address = Address.From(record.Address);
                if (!_blocks.TryGetValue(address, out List<string>? names))
                    _blocks.Add(address, names = []);
                names.Add(record.Name);
            }
        }
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
            .. (_blocks.GetValueOrDefault(address) ?? [])
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
