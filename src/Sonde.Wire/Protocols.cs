using System.Runtime.CompilerServices;

namespace Sonde.Wire;

/// <summary>The table of protocols: which reader takes which number. Filled once, then only read.</summary>
/// <remarks>Threads may share one table after it is filled.</remarks>
public sealed class Protocols
{
    private readonly NumberTable _byNumber = new();
    private readonly (LayerReader Reader, Func<ReadOnlySpan<byte>, bool>? Gate)[][] _guessers = NoGuessers();
    private readonly Dictionary<string, LayerReader> _byName = new(StringComparer.Ordinal);
    private readonly List<LayerReader> _otherForms = [];
    private readonly List<LayerReader> _readers = [];
    private readonly LayerReader _data;
    private (LayerReader Reader, Func<ReadOnlySpan<byte>, bool> Gate)[] _streamGuessers = [];

    /// <summary>An empty table, which knows <c>data</c> only.</summary>
    public Protocols() => _data = Reader<Data>();

    /// <summary>Every protocol of the table, in the order of their <see cref="LayerReader.Id"/>.</summary>
    public IReadOnlyList<LayerReader> Readers => _readers;

    /// <summary>Adds a protocol under numbers of a space. Returns the table, for the next line.</summary>
    public Protocols Add<T>(NextSpace space, params ReadOnlySpan<uint> numbers)
        where T : struct, ILayer<T>, allows ref struct
    {
        LayerReader reader = Reader<T>();
        foreach (uint number in numbers)
            _byNumber.Add(space, number, reader);
        return this;
    }

    /// <summary>Adds a protocol whose messages run in TCP streams, under its ports.</summary>
    public Protocols AddStream<T>(params ReadOnlySpan<uint> ports)
        where T : struct, IStreamLayer<T>, allows ref struct
    {
        Reader<T>().Measure = T.Measure;
        return Add<T>(NextSpace.TcpPort, ports);
    }

    /// <summary>Adds a protocol that is found by content in TCP streams whose ports say nothing.</summary>
    /// <param name="gate">Whether the octets of a segment begin like the protocol.</param>
    public Protocols AddStreamGuess<T>(Func<ReadOnlySpan<byte>, bool> gate)
        where T : struct, IStreamLayer<T>, allows ref struct
    {
        Reader<T>().Measure = T.Measure;
        _streamGuessers = [.. _streamGuessers, (Reader<T>(), gate)];
        return this;
    }

    /// <summary>Adds a protocol in TCP streams whose server speaks in another form than its client, under its ports.</summary>
    public Protocols AddStream<TRequest, TReply>(params ReadOnlySpan<uint> ports)
        where TRequest : struct, IStreamLayer<TRequest>, allows ref struct
        where TReply : struct, IStreamLayer<TReply>, allows ref struct
    {
        AddStream<TRequest>(ports);
        LayerReader replies = Reader<TReply>();
        replies.Measure = TReply.Measure;
        Reader<TRequest>().Replies = replies;
        return this;
    }

    /// <summary>Lets the segment be named in which a message of a stream begins, as well as the one that completes it.</summary>
    public Protocols NamesOpenings<T>()
        where T : struct, IStreamLayer<T>, allows ref struct
    {
        LayerReader reader = Reader<T>();
        reader.Opening = new NamedReader(reader.Name, 1, gate: null) { Id = reader.Id };
        return this;
    }

    /// <summary>Lets content be told from the messages of a stream.</summary>
    public Protocols HasContent<T>(ContentRule rule)
        where T : struct, IStreamLayer<T>, allows ref struct
    {
        LayerReader reader = Reader<T>();
        reader.Content = new NamedReader(reader.Name, 1, gate: null) { Id = reader.Id };
        reader.IsContent = rule;
        return this;
    }

    /// <summary>Adds a protocol that carries several payloads, under numbers of a space.</summary>
    public Protocols AddBundle<T>(NextSpace space, params ReadOnlySpan<uint> numbers)
        where T : struct, IBundleLayer<T>, allows ref struct
    {
        Reader<T>().NextPart = T.TryNextPart;
        return Add<T>(space, numbers);
    }

    /// <summary>Lets a protocol be described where its header is not whole.</summary>
    public Protocols DescribeParts<T>()
        where T : struct, IPartialLayer<T>, allows ref struct
    {
        Reader<T>().DescribePart = T.DescribePart;
        return this;
    }

    /// <summary>Adds a protocol that is asked when no number of the space is taken; it may say <see cref="ReadStatus.NotMine"/>.</summary>
    /// <param name="space">The number space.</param>
    /// <param name="gate">Whether octets look like the protocol, for one that takes anything under its own numbers.</param>
    public Protocols AddGuess<T>(NextSpace space, Func<ReadOnlySpan<byte>, bool>? gate = null)
        where T : struct, ILayer<T>, allows ref struct
    {
        ref var guessers = ref _guessers[(int)space];
        guessers = [.. guessers, (Reader<T>(), gate)];
        return this;
    }

    /// <summary>Adds a protocol that is known by name only, under numbers of a space.</summary>
    /// <param name="name">Wireshark's name.</param>
    /// <param name="shortest">Octets that the protocol needs at least.</param>
    /// <param name="space">The number space.</param>
    /// <param name="numbers">The protocol's numbers there.</param>
    public Protocols AddNamed(string name, int shortest, NextSpace space, params ReadOnlySpan<uint> numbers) =>
        AddNamed(name, shortest, null, space, numbers);

    /// <summary>The same of a protocol that tells by its octets whether they are its own.</summary>
    /// <param name="name">Wireshark's name.</param>
    /// <param name="shortest">Octets that the protocol needs at least.</param>
    /// <param name="gate">Whether octets may be of the protocol; null when all may.</param>
    /// <param name="space">The number space.</param>
    /// <param name="numbers">The protocol's numbers there.</param>
    public Protocols AddNamed(
        string name,
        int shortest,
        Func<ReadOnlySpan<byte>, bool>? gate,
        NextSpace space,
        params ReadOnlySpan<uint> numbers
    )
    {
        LayerReader reader = _byName.GetValueOrDefault(name) ?? Register(new NamedReader(name, shortest, gate));
        foreach (uint number in numbers)
            _byNumber.Add(space, number, reader);
        return this;
    }

    /// <summary>Adds a protocol that is known by name only and runs in TCP streams, under its ports. What a segment holds is a message.</summary>
    /// <param name="name">Wireshark's name.</param>
    /// <param name="gate">Whether octets may be of the protocol; null when all may.</param>
    /// <param name="ports">The protocol's ports.</param>
    public Protocols AddNamedStream(string name, Func<ReadOnlySpan<byte>, bool>? gate, params ReadOnlySpan<uint> ports)
    {
        AddNamed(name, 1, NextSpace.TcpPort, ports);
        _byName[name].Measure = octets =>
            gate is null || gate(octets) ? new MessageExtent(0, octets.Length) : MessageExtent.NotMine;
        return this;
    }

    /// <summary>The reader of a protocol by Wireshark's name, or null.</summary>
    public LayerReader? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The number of a protocol's reader by Wireshark's name, or -1, which no layer has.</summary>
    public int IdOf(string name) => Find(name)?.Id ?? -1;

    /// <summary>The reader for a number, or null.</summary>
    public LayerReader? Find(NextSpace space, uint number) => _byNumber.Find(space, number);

    /// <summary>The protocol that the octets of a segment begin like, or null.</summary>
    public LayerReader? GuessStream(ReadOnlySpan<byte> octets)
    {
        foreach ((LayerReader reader, Func<ReadOnlySpan<byte>, bool> gate) in _streamGuessers)
        {
            if (gate(octets))
                return reader;
        }
        return null;
    }

    /// <summary>Like <see cref="Walk"/>, with the reader of the first layer given instead of its number.</summary>
    public int WalkFrom(
        LayerReader reader,
        ReadOnlySpan<byte> octets,
        int start,
        int end,
        byte source,
        Span<LayerSpan> layers,
        int count
    )
    {
        if (count == layers.Length)
            return count;
        ReadStatus status = reader.Read(octets[start..end], out LayerExtent extent);
        if (status == ReadStatus.NotMine)
            return Walk(octets, start, end, NextLayer.Data, source, layers, count);
        layers[count++] = Span(reader, start, end, source, status, extent);
        return status > ReadStatus.Cut
            ? count
            : Walk(octets, start + extent.Payload, start + extent.End, extent.Following, source, layers, count);
    }

    /// <summary>
    /// Reads layer after layer until nobody knows what follows, a layer is broken, a piece comes that needs memory
    /// (a fragment, a TCP stream), or a layer carries several payloads.
    /// </summary>
    /// <param name="octets">The octets of one source, whole.</param>
    /// <param name="start">Where the first layer begins.</param>
    /// <param name="end">Where its octets end.</param>
    /// <param name="next">What the first layer is.</param>
    /// <param name="source">The number that the spans get as their source.</param>
    /// <param name="layers">Receives the spans.</param>
    /// <param name="count">How many spans are there already; the new ones follow.</param>
    /// <returns>How many spans are there now.</returns>
    public int Walk(
        ReadOnlySpan<byte> octets,
        int start,
        int end,
        NextLayer next,
        byte source,
        Span<LayerSpan> layers,
        int count
    )
    {
        while (count < layers.Length && !EndsAWalk(next.Space))
        {
            ReadOnlySpan<byte> part = octets[start..end];
            LayerReader? reader = next.Space == NextSpace.Data && !part.IsEmpty ? _data : Find(next.Space, next.First);
            LayerExtent extent = default;
            ReadStatus status = reader?.Read(part, out extent) ?? ReadStatus.NotMine;
            if (status == ReadStatus.NotMine)
            {
                status = ReadOther(part, next, out reader, out extent);
                if (status == ReadStatus.NotMine)
                    break;
            }
            layers[count++] = Span(reader!, start, end, source, status, extent);
            if (status > ReadStatus.Cut)
                break;
            end = start + extent.End;
            start += extent.Payload;
            next = extent.Following;
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsAWalk(NextSpace space) =>
        space is NextSpace.None or NextSpace.Fragment or NextSpace.TcpPort or NextSpace.Parts;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LayerSpan Span(
        LayerReader reader,
        int start,
        int end,
        byte source,
        ReadStatus status,
        in LayerExtent extent
    ) =>
        status > ReadStatus.Cut
            ? new(reader, start, end, end, end, source, status, NextLayer.None)
            : new(reader, start, start + extent.Payload, start + extent.End, end, source, status, extent.Following);

    // Who else may take what stands under no number, or whose first reader refused it: in the end, data takes what there is.
    private ReadStatus ReadOther(
        ReadOnlySpan<byte> part,
        NextLayer next,
        out LayerReader reader,
        out LayerExtent extent
    )
    {
        if (next.Second != next.First && Find(next.Space, next.Second) is { } second)
        {
            ReadStatus status = second.Read(part, out extent);
            reader = second;
            if (status != ReadStatus.NotMine)
                return status;
        }
        foreach ((LayerReader guesser, Func<ReadOnlySpan<byte>, bool>? gate) in _guessers[(int)next.Space])
        {
            if (gate is not null && !gate(part))
                continue;
            ReadStatus status = guesser.Read(part, out extent);
            reader = guesser;
            if (status != ReadStatus.NotMine)
                return status;
        }
        reader = _data;
        extent = default;
        return part.IsEmpty ? ReadStatus.NotMine : _data.Read(part, out extent);
    }

    private static (LayerReader, Func<ReadOnlySpan<byte>, bool>?)[][] NoGuessers()
    {
        var guessers = new (LayerReader, Func<ReadOnlySpan<byte>, bool>?)[NumberTable.Spaces][];
        Array.Fill(guessers, []);
        return guessers;
    }

    // Inlined: a method for each of hundreds of protocols would be a good part of what filling a table costs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LayerReader Reader<T>()
        where T : struct, ILayer<T>, allows ref struct => Register(new LayerReader<T>());

    // The reader, or that of the same layer which is there already.
    private LayerReader Register(LayerReader reader)
    {
        if (_byName.TryGetValue(reader.Name, out LayerReader? other))
        {
            if (other.GetType() == reader.GetType())
                return other;
            foreach (LayerReader form in _otherForms)
            {
                if (form.GetType() == reader.GetType())
                    return form;
            }
            reader.Id = other.Id; // another form of the protocol, such as cooked captures version 2: counted as one
            if (other is NamedReader)
                _readers[other.Id] = _byName[reader.Name] = reader; // what has fields is what the name means
            else
                _otherForms.Add(reader);
            return reader;
        }
        reader.Id = _readers.Count;
        _readers.Add(reader);
        _byName.Add(reader.Name, reader);
        return reader;
    }
}
