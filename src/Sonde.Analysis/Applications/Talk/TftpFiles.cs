using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Puts the files together that TFTP carries, RFC 1350: blocks in the order of their numbers, those that come again left out.</summary>
/// <remarks>Memory: at most <see cref="MostTransfers"/> transfers under way, and their octets as <see cref="TransferredFiles"/> bounds them.</remarks>
public sealed class TftpFiles(TransferredFiles files) : IObserver
{
    /// <summary>Transfers under way.</summary>
    public const int MostTransfers = 1000;

    private const int Header = 4; // octets of opcode and block number
    private const int UsualBlock = 512;
    private const ushort Read = 1;
    private const ushort Data = 3;
    private const ushort Agreement = 6; // RFC 2347

    private readonly Dictionary<(Endpoint Client, Address Server), Transfer> _open = [];

    /// <summary>Transfers beyond the limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Tftp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (!ReferenceEquals(layer.Reader.Name, Tftp.Name) || packet.Flows.IsEmpty || packet.Flows[^1].IsQuoted)
                continue;
            ReadOnlySpan<byte> octets = packet.GivenTo(layer);
            if (Tftp.TryRead(octets, out Tftp tftp) != ReadStatus.Ok)
                continue;
            var place = new StreamPlace(packet.Frame.Number, packet.Frame.At);
            FlowMark mark = packet.Flows[^1];
            Endpoint source = mark.FromInitiator ? mark.Flow.Initiator : mark.Flow.Responder;
            Endpoint target = mark.FromInitiator ? mark.Flow.Responder : mark.Flow.Initiator;
            if (tftp.IsRequest)
                Begin(tftp, source, target);
            else if (tftp.Opcode == Data && octets.Length >= Header)
                Take(octets, mark.Flow, source, target, place);
            else if (tftp.Opcode == Agreement && _open.TryGetValue((target, source.Address), out Transfer? transfer))
                transfer.Block = BlockSize(octets[2..]);
        }
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        foreach (Transfer transfer in _open.Values)
            End(transfer, isWhole: false);
        _open.Clear();
    }

    private void Begin(in Tftp request, Endpoint client, Endpoint server)
    {
        if (_open.ContainsKey((client, server.Address)))
            return; // the request came again
        if (_open.Count == MostTransfers)
        {
            NotKept++;
            return;
        }
        string name = Encoding.UTF8.GetString(request.FileName);
        _open.Add((client, server.Address), new Transfer(client, server, name, request.Opcode != Read, files.Begin()));
    }

    private void Take(ReadOnlySpan<byte> octets, Flow flow, Endpoint source, Endpoint target, StreamPlace place)
    {
        bool isFromClient = _open.TryGetValue((source, target.Address), out Transfer? transfer);
        if (!isFromClient && !_open.TryGetValue((target, source.Address), out transfer))
            return;
        if (transfer!.IsUpload != isFromClient)
            return;
        ushort block = ReadUInt16BigEndian(octets[2..]);
        int ahead = (short)(block - transfer.Next);
        if (ahead < 0)
            return; // sent again
        int size = octets.Length - Header;
        if (transfer.Flow is null && transfer.Block == 0)
            transfer.Block = Math.Max(size, UsualBlock);
        transfer.Flow = flow;
        transfer.Kept.HasGap |= ahead > 0;
        transfer.Next = (ushort)(block + 1);
        transfer.Kept.Add(octets[Header..], place);
        if (size >= transfer.Block)
            return;
        End(transfer, isWhole: true); // a short block is the last, RFC 1350 §6
        _open.Remove((transfer.Client, transfer.Server.Address));
    }

    // Names and values with a zero behind each; RFC 2348 names the octets of a block.
    private static int BlockSize(ReadOnlySpan<byte> options)
    {
        var cursor = new OctetCursor(options);
        while (!cursor.IsEmpty)
        {
            bool isSize = Ascii.EqualsIgnoreCase(cursor.ToZero(), "blksize"u8);
            if (int.TryParse(cursor.ToZero(), out int size) && isSize && size > 0)
                return size;
        }
        return UsualBlock;
    }

    private void End(Transfer transfer, bool isWhole)
    {
        if (transfer.Flow is { } flow)
            files.Tell(
                new TransferredFile(
                    Tftp.Name,
                    flow,
                    transfer.IsUpload,
                    transfer.Client,
                    transfer.Server,
                    transfer.Name,
                    null,
                    null,
                    transfer.Kept.Octets,
                    isWhole && !transfer.Kept.HasGap && !transfer.Kept.IsCut,
                    transfer.Kept.IsCut,
                    transfer.Kept.Last
                )
            );
        transfer.Kept.Release();
    }

    private sealed class Transfer(
        Endpoint client,
        Endpoint server,
        string name,
        bool isUpload,
        TransferredFiles.Kept kept
    )
    {
        public Endpoint Client { get; } = client;

        public Endpoint Server { get; } = server;

        public string Name { get; } = name;

        public bool IsUpload { get; } = isUpload;

        public TransferredFiles.Kept Kept { get; } = kept;

        public Flow? Flow { get; set; }

        public ushort Next { get; set; } = 1;

        public int Block { get; set; }
    }
}
