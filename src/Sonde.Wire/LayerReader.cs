using System.Runtime.CompilerServices;

namespace Sonde.Wire;

/// <summary>Where a layer's reading ended, in octets from the layer's start.</summary>
/// <param name="Payload">Where the payload begins.</param>
/// <param name="End">Where the payload ends.</param>
/// <param name="Following">What the payload says it is.</param>
public readonly record struct LayerExtent(int Payload, int End, NextLayer Following);

/// <summary>Whether what a segment holds is content, and not messages.</summary>
/// <param name="octets">What the segment holds.</param>
/// <param name="state">What the protocol knows of its direction; 0 in the beginning.</param>
public delegate bool ContentRule(ReadOnlySpan<byte> octets, ref int state);

/// <summary>A protocol as the table holds it: reads and describes without the caller knowing the type.</summary>
public abstract class LayerReader
{
    private delegate ReadStatus LayerRead(ReadOnlySpan<byte> octets, out LayerExtent extent);

    private LayerRead _read; // several calls a packet: one through a delegate costs less than a virtual one

    private protected LayerReader(string name) => (Name, _read) = (name, ReadFirst);

    /// <summary>Wireshark's name of the protocol.</summary>
    public string Name { get; }

    /// <summary>Position in the table's list of readers; counters are arrays indexed by it.</summary>
    public int Id { get; internal set; }

    /// <summary>Every field the protocol may have.</summary>
    public abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>Finds the first message of a stream; null for protocols that do not run over streams.</summary>
    public Func<ReadOnlySpan<byte>, MessageExtent>? Measure { get; internal set; }

    /// <summary>Reads what the server's side of a stream says, where that has another form; null where both sides speak alike.</summary>
    public LayerReader? Replies { get; internal set; }

    /// <summary>Tells the content between a client's messages from them; null where there is none.</summary>
    public ContentRule? IsContent { get; internal set; }

    /// <summary>Names content that <see cref="IsContent"/> found: it has no fields.</summary>
    public LayerReader? Content { get; internal set; }

    /// <summary>Names the segment in which a message begins that later segments complete; null where only the last one is named.</summary>
    public LayerReader? Opening { get; internal set; }

    /// <summary>Finds the payloads of a layer that carries several; null for others.</summary>
    public PartFinder? NextPart { get; internal set; }

    /// <summary>Describes what is there of a header that cannot be read; null for protocols that cannot tell.</summary>
    public Action<ReadOnlySpan<byte>, FieldSink>? DescribePart { get; internal set; }

    /// <summary>Reads the layer at the start of the octets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadStatus Read(ReadOnlySpan<byte> octets, out LayerExtent extent) => _read(octets, out extent);

    // Of hundreds of protocols a capture has few: the code of the others is never looked for. Once it has run, a delegate
    // leads straight to it.
    private ReadStatus ReadFirst(ReadOnlySpan<byte> octets, out LayerExtent extent)
    {
        ReadStatus status = ReadLayer(octets, out extent);
        _read = ReadLayer;
        return status;
    }

    /// <inheritdoc cref="Read"/>
    private protected abstract ReadStatus ReadLayer(ReadOnlySpan<byte> octets, out LayerExtent extent);

    /// <summary>Describes the layer at the start of the octets, or what is there of it.</summary>
    public abstract void Describe(ReadOnlySpan<byte> octets, FieldSink sink);
}

/// <summary>The reader of one layer type.</summary>
public sealed class LayerReader<T> : LayerReader
    where T : struct, ILayer<T>, allows ref struct
{
    /// <summary>A reader that no table knows yet.</summary>
    public LayerReader()
        : base(T.Name) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields => T.Fields;

    private protected override ReadStatus ReadLayer(ReadOnlySpan<byte> octets, out LayerExtent extent)
    {
        ReadStatus status = T.TryRead(octets, out T layer);
        if (status > ReadStatus.Cut)
        {
            extent = default;
            return status;
        }
        int header = layer.HeaderLength;
        extent = new LayerExtent(header, header + layer.PayloadLength, layer.NextLayer);
        return status;
    }

    /// <inheritdoc/>
    public override void Describe(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        ReadStatus status = T.TryRead(octets, out T layer);
        if (status <= ReadStatus.Cut)
            layer.Describe(sink);
        else if (status != ReadStatus.NotMine)
            DescribePart?.Invoke(octets, sink);
    }
}
