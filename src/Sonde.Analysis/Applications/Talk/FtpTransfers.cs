using System.Globalization;

namespace Sonde.Analysis;

/// <summary>What the control connection of FTP says of a data connection that it announces.</summary>
/// <param name="facts">Those of the control connection.</param>
/// <param name="control">Number of its stream.</param>
/// <param name="isPassive">The client opens the data connection.</param>
internal sealed class FtpTransfer(ConversationFacts facts, int control, bool isPassive)
{
    public ConversationFacts Facts { get; } = facts;

    public int Control { get; } = control;

    public bool IsPassive { get; } = isPassive;

    /// <summary>The command that it serves, such as RETR; null while none was sent.</summary>
    public string? Command { get; set; }

    public string? Path { get; set; }

    public string Text => $"{Command ?? "?"} {Path}".TrimEnd();
}

/// <summary>The data connections that control connections of FTP announced (RFC 959 §3.2, RFC 2428) and that have not come yet.</summary>
/// <remarks>Memory: the last <see cref="Most"/> announcements.</remarks>
internal sealed class FtpTransfers(TransferredFiles? files, FactsBudget? budget) : IExpectedStreams
{
    private const int Most = 4096;
    private const int FirstFreePort = 1024; // nobody's service is taken for a data connection because a stranger says so

    private readonly Dictionary<Endpoint, FtpTransfer> _expected = [];
    private readonly Queue<Endpoint> _order = [];

    public void Expect(Endpoint listener, FtpTransfer transfer)
    {
        if (listener.Port < FirstFreePort)
            return;
        if (!_expected.ContainsKey(listener))
            _order.Enqueue(listener);
        _expected[listener] = transfer;
        if (_order.Count > Most)
            _expected.Remove(_order.Dequeue());
    }

    public IApplication? Take(Flow flow, out bool clientIsResponder)
    {
        clientIsResponder = false;
        if (_expected.Count == 0)
            return null;
        bool isListener = _expected.Remove(flow.Responder, out FtpTransfer? transfer);
        if (!isListener && !_expected.Remove(flow.Initiator, out transfer))
            return null;
        clientIsResponder = isListener != transfer!.IsPassive;
        return new FtpData(transfer, files, budget);
    }
}

/// <summary>The data connection of one transfer: a file, or a list of files.</summary>
internal sealed class FtpData(FtpTransfer transfer, TransferredFiles? files, FactsBudget? budget) : IApplication
{
    public string Name => "ftp-data";

    public ReadOnlySpan<ushort> Ports => [];

    public Recognition Recognize(in StreamOpening opening) => Recognition.NotMine; // known from its announcement alone

    public IApplicationReader Open(ApplicationStream stream) => new Reader(stream, transfer, files, budget);

    private sealed class Reader(
        ApplicationStream stream,
        FtpTransfer transfer,
        TransferredFiles? files,
        FactsBudget? budget
    ) : IApplicationReader
    {
        private readonly TransferredFiles.Kept? _kept = files?.Begin();
        private bool _hasBegun;
        private bool _isUpload;
        private long _octets;
        private long _missing;

        // An upgrade to TLS (RFC 4217) stays what it is: octets that nobody can read.
        public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
        {
            if (!_hasBegun)
                (_hasBegun, _isUpload) = (true, fromClient);
            if (fromClient != _isUpload)
                return;
            _octets += octets.Length;
            if (IsFile)
                _kept?.Add(octets, place);
        }

        public void OnGap(bool fromClient, long length, StreamPlace place)
        {
            _missing += length;
            if (_kept is not null)
                _kept.HasGap = true;
        }

        public void OnEnd()
        {
            string gap = _missing > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_missing} missing") : "";
            if (transfer.Command is not null)
                transfer.Facts.Say(
                    "transfers",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{transfer.Text}: {_octets} octets in tcp.stream {stream.Flow.Stream}{gap}"
                    )
                );
            if (budget is not null)
            {
                ConversationFacts facts = stream.KeepFacts(budget);
                facts.Say("transfer", transfer.Text);
                facts.Say("control", string.Create(CultureInfo.InvariantCulture, $"tcp.stream {transfer.Control}"));
            }
            if (_kept is null)
                return;
            if (IsFile)
                files!.Tell(
                    new TransferredFile(
                        "ftp",
                        stream.Flow,
                        _isUpload,
                        stream.Client,
                        stream.Server,
                        transfer.Path,
                        null,
                        null,
                        _kept.Octets,
                        !_kept.IsCut && !_kept.HasGap && stream.IsFromTheStart,
                        _kept.IsCut,
                        _kept.Last
                    )
                );
            _kept.Release();
        }

        private bool IsFile => transfer.Command is "RETR" or "STOR" or "STOU" or "APPE";
    }
}
