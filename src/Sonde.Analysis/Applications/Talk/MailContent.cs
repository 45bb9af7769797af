using System.Buffers.Text;

namespace Sonde.Analysis;

/// <summary>The mail in a conversation of SMTP: after DATA up to a line with a dot (RFC 5321 §4.5.2), after BDAT as long as it says (RFC 3030 §2).</summary>
/// <remarks>Memory: the mail, where somebody wants the files in it, as <see cref="TransferredFiles"/> bounds it; else its last four octets.</remarks>
internal sealed class MailContent(ApplicationStream stream, TransferredFiles? files)
{
    private const int UntilDot = -1;

    private static ReadOnlySpan<byte> Mark => "\r\n.\r\n"u8;

    private TransferredFiles.Kept? _kept;
    private long _left; // octets of a chunk that are to come, or UntilDot
    private bool _isLast; // the chunk is the mail's last
    private bool _hasContent;
    private int _matched; // octets of the mark that were seen; the end of the DATA line counts as its first two

    /// <summary>What the client sends is mail.</summary>
    public bool IsOpen => _left != 0;

    public void BeginData() => (_left, _matched, _hasContent) = (UntilDot, 2, false);

    public void BeginChunk(ReadOnlySpan<byte> arguments)
    {
        ReadOnlySpan<byte> length = Words.First(arguments, out ReadOnlySpan<byte> last);
        if (!Utf8Parser.TryParse(length, out uint octets, out _))
            return;
        (_left, _isLast, _hasContent) = (octets, Words.Is(last, "LAST"u8), true);
        if (octets == 0 && _isLast)
            End(isWhole: true);
    }

    /// <summary>The server says no: what follows is commands again, unless mail is on its way.</summary>
    public void Refused()
    {
        if (_left == UntilDot && !_hasContent)
            _left = 0;
    }

    /// <summary>Reads octets of the mail, and says how many belonged to it.</summary>
    public int Add(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_left != UntilDot)
        {
            int taken = (int)Math.Min(_left, octets.Length);
            Keep(octets[..taken], place);
            _left -= taken;
            if (_left == 0 && _isLast)
                End(isWhole: true);
            return taken;
        }
        _hasContent = true;
        for (int at = 0; at < octets.Length; at++)
        {
            byte octet = octets[at];
            _matched =
                octet == Mark[_matched] ? _matched + 1
                : octet == '\r' ? 1
                : 0;
            if (_matched < Mark.Length)
                continue;
            Keep(octets[..(at + 1)], place);
            _left = 0;
            End(isWhole: true);
            return at + 1;
        }
        Keep(octets, place);
        return octets.Length;
    }

    public void Gap(long length)
    {
        if (_kept is not null)
            _kept.HasGap = true;
        _matched = 0;
        if (_left != UntilDot)
            _left = Math.Max(0, _left - length);
    }

    /// <summary>Hands the mail over.</summary>
    public void End(bool isWhole)
    {
        if (_kept is not { } kept || files is null)
            return;
        _kept = null;
        MimeFiles.Tell(files, stream, kept, isWhole && !kept.HasGap && !kept.IsCut);
        kept.Release();
    }

    private void Keep(ReadOnlySpan<byte> octets, StreamPlace place) => (_kept ??= files?.Begin())?.Add(octets, place);
}
