using System.Buffers;
using System.Diagnostics;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One direction of a TLS connection over TCP: cuts octets into records, and records into handshake messages.</summary>
/// <remarks>
/// Memory: one record that is not whole yet (application data only while it is decrypted) and one handshake message of at
/// most <see cref="TlsHandshake.MostLength"/> octets.
/// </remarks>
internal sealed class TlsSide(bool fromClient, TlsMessages messages, TlsDecryption? decryption = null)
{
    private readonly OctetQueue _record = new(TlsRecordHeader.Size + TlsRecordHeader.MostLength);
    private readonly HandshakeQueue _handshake = new();
    private int _passing; // octets of a record that nobody needs
    private bool _keysChanged; // a ChangeCipherSpec was seen
    private bool _sawEncrypted;

    public void Feed(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        while (!octets.IsEmpty)
        {
            int used =
                _passing > 0 ? Pass(octets.Length)
                : _record.Length > 0 ? FeedBegun(octets, place)
                : FeedInPlace(octets, place);
            if (used == 0)
                return;
            octets = octets[used..];
        }
    }

    /// <summary>Octets are missing: what was begun has no end, and a record may begin with the next segment.</summary>
    public void Skip(long length, StreamPlace place)
    {
        messages.Connection.HasGaps = true;
        _handshake.Clear();
        if (_passing == 0 && TlsRecordHeader.TryRead(_record.Octets, out TlsRecordHeader header))
        {
            int left = header.Whole - _record.Length;
            if (left >= length)
            {
                decryption?.LoseRecord(fromClient, header.Length, place);
                _record.Clear();
                _passing = left - (int)length;
                return;
            }
        }
        if (_passing >= length)
        {
            _passing -= (int)length;
            return;
        }
        decryption?.Lose(fromClient, length - _passing + _record.Length);
        _passing = 0;
        _record.Clear();
    }

    private int Pass(int length)
    {
        int passed = Math.Min(_passing, length);
        _passing -= passed;
        return passed;
    }

    private int FeedInPlace(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (TlsSsl2Hello.TryRead(octets, out TlsSsl2Hello old) && messages.Connection.Offer is null)
        {
            messages.Ssl2Hello(old, place);
            return TlsSsl2Hello.Measure(octets);
        }
        if (!TlsRecordHeader.TryRead(octets, out TlsRecordHeader header))
        {
            if (octets.Length < TlsRecordHeader.Size && TlsRecordHeader.MayBegin(octets))
                _record.TryAdd(octets, place);
            else
                Miss(octets.Length);
            return 0;
        }
        if (header.Whole <= octets.Length)
        {
            Record(header, octets.Slice(TlsRecordHeader.Size, header.Length), place);
            return header.Whole;
        }
        if (IsPassing(header.Content))
            return BeginPassing(header, octets.Length, place);
        _record.TryAdd(octets, place);
        return octets.Length;
    }

    private int FeedBegun(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int wanted = TlsRecordHeader.TryRead(_record.Octets, out TlsRecordHeader header)
            ? header.Whole - _record.Length
            : TlsRecordHeader.Size - _record.Length;
        int taken = Math.Min(wanted, octets.Length);
        bool fits = _record.TryAdd(octets[..taken], place);
        Debug.Assert(fits, "a record is never longer than the queue");
        if (_record.Length < TlsRecordHeader.Size)
            return taken;
        if (!TlsRecordHeader.TryRead(_record.Octets, out header))
        {
            Miss(_record.Length + octets.Length - taken);
            _record.Clear();
            return 0;
        }
        if (_record.Length == header.Whole)
        {
            Record(header, _record.Octets[TlsRecordHeader.Size..], place);
            _record.Clear();
        }
        else if (IsPassing(header.Content))
        {
            BeginPassing(header, _record.Length, place);
            _record.Clear();
        }
        return taken;
    }

    // Application data that nobody can read need not be kept.
    private bool IsPassing(TlsContent content) =>
        content == TlsContent.ApplicationData && decryption?.Wants(fromClient) != true;

    private void Miss(int octets)
    {
        messages.Connection.HasGaps = true;
        decryption?.Lose(fromClient, octets);
    }

    private int BeginPassing(TlsRecordHeader header, int here, StreamPlace place)
    {
        ApplicationData(header.Length, place);
        _passing = header.Whole - here;
        return here;
    }

    private void Record(TlsRecordHeader header, ReadOnlySpan<byte> content, StreamPlace place)
    {
        if (decryption?.IsProtected(fromClient, header.Content) == true && TryOpen(header, content, place))
            return;
        switch (header.Content)
        {
            case TlsContent.ChangeCipherSpec:
                _keysChanged = true;
                _handshake.Clear();
                decryption?.ChangeCipherSpec(fromClient);
                break;
            case TlsContent.Alert when content.Length == 2:
                messages.Alert(fromClient, content, place);
                break;
            case TlsContent.Alert:
                messages.EncryptedAlert(fromClient, place);
                break;
            case TlsContent.Handshake:
                Handshake(content, place);
                break;
            case TlsContent.ApplicationData:
                ApplicationData(header.Length, place);
                break;
        }
    }

    private bool TryOpen(TlsRecordHeader header, ReadOnlySpan<byte> content, StreamPlace place)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(content.Length); // what is inside may be TLS again
        try
        {
            int length = decryption!.TryOpen(fromClient, header, content, buffer, place, out TlsContent inside);
            if (length < 0)
                return false;
            messages.AreDecrypted = true;
            Opened(inside, buffer.AsSpan(0, length), place);
            messages.AreDecrypted = false;
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Opened(TlsContent content, ReadOnlySpan<byte> clear, StreamPlace place)
    {
        switch (content)
        {
            case TlsContent.ChangeCipherSpec:
                decryption!.ChangeCipherSpec(fromClient);
                break;
            case TlsContent.Alert when clear.Length == 2:
                messages.Alert(fromClient, clear, place);
                break;
            case TlsContent.Handshake:
                ClearHandshake(clear, place);
                break;
            case TlsContent.ApplicationData:
                CountRecord();
                decryption!.Data(fromClient, clear, place);
                break;
        }
    }

    // Messages that are surely in the clear, or were decrypted.
    private void ClearHandshake(ReadOnlySpan<byte> content, StreamPlace place)
    {
        if (_handshake.IsEmpty)
        {
            HandshakeInPlace(content, place);
            return;
        }
        if (!_handshake.TryAdd(content))
            return;
        while (_handshake.TryRead(out byte type, out ReadOnlySpan<byte> body))
            Message(type, body, place);
    }

    private void Message(byte type, ReadOnlySpan<byte> body, StreamPlace place)
    {
        messages.Handshake(fromClient, type, body, place);
        decryption?.Seen(fromClient, type, body);
    }

    private void Handshake(ReadOnlySpan<byte> content, StreamPlace place)
    {
        bool mayBeClear = !_keysChanged || messages.IsTls13 || IsHello(content);
        if (mayBeClear && _handshake.IsEmpty && HandshakeQueue.MayBegin(content))
        {
            HandshakeInPlace(content, place);
            return;
        }
        if (mayBeClear && _handshake.TryAdd(content))
        {
            while (_handshake.TryRead(out byte type, out ReadOnlySpan<byte> body))
                Message(type, body, place);
            return;
        }
        if (_keysChanged && messages.IsInTheClear && TlsHandshake.TryRead(content, out TlsHandshake message, out _))
            messages.Handshake(fromClient, message.Type, message.Body, place);
        else if (_keysChanged && !_sawEncrypted)
            messages.Finished(fromClient, place);
        _sawEncrypted = true;
    }

    // Most messages are whole in their record; what is left of the last one waits.
    private void HandshakeInPlace(ReadOnlySpan<byte> content, StreamPlace place)
    {
        while (TlsHandshake.TryRead(content, out TlsHandshake whole, out _))
        {
            Message(whole.Type, whole.Body, place);
            content = content[(TlsHandshake.HeaderSize + whole.Body.Length)..];
        }
        if (!content.IsEmpty)
            _handshake.TryAdd(content);
    }

    // After ChangeCipherSpec only the hello that answers a hello retry request is in the clear, and that request may be missing.
    private static bool IsHello(ReadOnlySpan<byte> content) =>
        content.Length > 0
        && content[0] is TlsHandshakeTypes.ClientHello or TlsHandshakeTypes.ServerHello
        && TlsHandshake.TryRead(content, out TlsHandshake message, out _)
        && message.Body.Length + TlsHandshake.HeaderSize == content.Length;

    private void ApplicationData(int length, StreamPlace place)
    {
        TlsConnection connection = messages.Connection;
        CountRecord();
        if (!messages.IsTls13 || !fromClient || connection.Choice is null || connection.ClientFinishedAt is not null)
            return;
        // RFC 8446 §5.2: an alert has two octets, a content type and the tag; a Finished has at least 36
        const int LongestAlert = 2 + 1 + 16;
        if (length <= LongestAlert)
            messages.EncryptedAlert(fromClient, place);
        else
            messages.Finished(fromClient, place);
    }

    private void CountRecord()
    {
        if (fromClient)
            messages.Connection.ClientRecords++;
        else
            messages.Connection.ServerRecords++;
    }
}
