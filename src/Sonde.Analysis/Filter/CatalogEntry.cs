using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One name that filters and field lists may use: a field, or a protocol.</summary>
public sealed class CatalogEntry
{
    private readonly List<Field> _fields = [];
    private readonly bool[] _owners;

    internal CatalogEntry(string name, string title, int readers, IPacketFields? source = null)
    {
        Name = name;
        Title = title;
        Source = source;
        _owners = new bool[readers];
    }

    /// <summary>Wireshark's name, such as <c>udp.srcport</c> or <c>udp</c>.</summary>
    public string Name { get; }

    /// <summary>The field in words; the name for a protocol.</summary>
    public string Title { get; }

    /// <summary>The field; null for a protocol.</summary>
    public Field? Field => _fields.Count > 0 ? _fields[0] : null;

    /// <summary>The name stands for a protocol.</summary>
    public bool IsProtocol => _fields.Count == 0;

    /// <summary>The type that filters see; a protocol's octets count as its value.</summary>
    public FilterType Type => _fields.Count > 0 ? FilterTypes.Of(_fields[0].Kind) : FilterType.Octets;

    /// <summary>Protocols that may carry it, by Wireshark's names.</summary>
    public IReadOnlyList<string> Owners => OwnerNames;

    /// <summary>The fields of this name; more than one when several readers declare their own.</summary>
    internal IReadOnlyList<Field> Fields => _fields;

    internal List<string> OwnerNames { get; } = [];

    /// <summary>Who describes it, when no layer does.</summary>
    internal IPacketFields? Source { get; }

    internal bool IsOwnedBy(LayerReader reader) => _owners[reader.Id];

    internal void Add(LayerReader reader)
    {
        if (!_owners[reader.Id])
            OwnerNames.Add(reader.Name);
        _owners[reader.Id] = true;
    }

    internal void Add(Field field)
    {
        if (!_fields.Contains(field))
            _fields.Add(field);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
