using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The header of Server Message Block 2 and 3, [MS-SMB2] §2.2.1: 64 octets, little-endian.</summary>
/// <remarks>
/// | FE "SMB" 4 | 64 2 | credit charge 2 | status 4 | command 2 | credits 2 | flags 4 | next command 4 | message id 8 |
/// process id 4, tree id 4 (or async id 8) | session id 8 | signature 16 |
/// </remarks>
public readonly ref struct Smb2Header
{
    /// <summary>Octets of the header.</summary>
    public const int Size = 64;

    private readonly ReadOnlySpan<byte> _octets;

    private Smb2Header(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>What became of the request; 0 for success.</summary>
    public uint Status => ReadUInt32LittleEndian(_octets[8..]);

    /// <summary>What is asked or answered, §2.2.1.2.</summary>
    public ushort Command => ReadUInt16LittleEndian(_octets[12..]);

    /// <summary>The message answers.</summary>
    public bool IsResponse => (_octets[16] & 1) != 0;

    /// <summary>Octets from this header to that of the next message in the same packet; 0 for the last.</summary>
    public uint Next => ReadUInt32LittleEndian(_octets[20..]);

    /// <summary>Ties answers to requests.</summary>
    public ulong MessageId => ReadUInt64LittleEndian(_octets[24..]);

    /// <summary>What follows the header, up to the next message.</summary>
    public ReadOnlySpan<byte> Body
    {
        get
        {
            int end = Next is >= Size and var next && next < _octets.Length ? (int)next : _octets.Length;
            return _octets[Size..end];
        }
    }

    /// <summary>Octets at an offset from the header's start, as bodies refer to them; nothing where they are not there.</summary>
    public ReadOnlySpan<byte> At(int offset, int length) =>
        offset >= Size && length <= _octets.Length - offset ? _octets.Slice(offset, length) : [];

    /// <summary>Reads the header at the start of the octets.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Smb2Header header)
    {
        header = default;
        if (octets.Length < Size || octets[0] != 0xfe || !octets[1..].StartsWith("SMB"u8))
            return false;
        header = new Smb2Header(octets);
        return true;
    }

    /// <summary>A command in [MS-SMB2]'s word; its number where it has none.</summary>
    public static string CommandName(ushort command) =>
        command switch
        {
            0 => "NEGOTIATE",
            1 => "SESSION_SETUP",
            2 => "LOGOFF",
            3 => "TREE_CONNECT",
            4 => "TREE_DISCONNECT",
            5 => "CREATE",
            6 => "CLOSE",
            7 => "FLUSH",
            8 => "READ",
            9 => "WRITE",
            10 => "LOCK",
            11 => "IOCTL",
            12 => "CANCEL",
            13 => "ECHO",
            14 => "QUERY_DIRECTORY",
            15 => "CHANGE_NOTIFY",
            16 => "QUERY_INFO",
            17 => "SET_INFO",
            18 => "OPLOCK_BREAK",
            _ => $"{command}",
        };

    /// <summary>A dialect as people write it; §2.2.4.</summary>
    public static string DialectName(ushort dialect) =>
        dialect switch
        {
            0x0202 => "2.0.2",
            0x0210 => "2.1",
            0x02ff => "2.x",
            0x0300 => "3.0",
            0x0302 => "3.0.2",
            0x0311 => "3.1.1",
            _ => $"0x{dialect:x4}",
        };

    /// <summary>A status in [MS-ERREF]'s word; its number where it is a rarer one.</summary>
    public static string StatusName(uint status) =>
        status switch
        {
            0 => "STATUS_SUCCESS",
            0x00000103 => "STATUS_PENDING",
            0x80000005 => "STATUS_BUFFER_OVERFLOW",
            0x80000006 => "STATUS_NO_MORE_FILES",
            0xc0000002 => "STATUS_NOT_IMPLEMENTED",
            0xc0000008 => "STATUS_INVALID_HANDLE",
            0xc000000d => "STATUS_INVALID_PARAMETER",
            0xc000000f => "STATUS_NO_SUCH_FILE",
            0xc0000011 => "STATUS_END_OF_FILE",
            0xc0000016 => "STATUS_MORE_PROCESSING_REQUIRED",
            0xc0000022 => "STATUS_ACCESS_DENIED",
            0xc0000033 => "STATUS_OBJECT_NAME_INVALID",
            0xc0000034 => "STATUS_OBJECT_NAME_NOT_FOUND",
            0xc0000035 => "STATUS_OBJECT_NAME_COLLISION",
            0xc000003a => "STATUS_OBJECT_PATH_NOT_FOUND",
            0xc0000043 => "STATUS_SHARING_VIOLATION",
            0xc000006d => "STATUS_LOGON_FAILURE",
            0xc000006e => "STATUS_ACCOUNT_RESTRICTION",
            0xc0000072 => "STATUS_ACCOUNT_DISABLED",
            0xc00000ac => "STATUS_PIPE_NOT_AVAILABLE",
            0xc00000ba => "STATUS_FILE_IS_A_DIRECTORY",
            0xc00000bb => "STATUS_NOT_SUPPORTED",
            0xc00000c9 => "STATUS_NETWORK_NAME_DELETED",
            0xc00000cc => "STATUS_BAD_NETWORK_NAME",
            0xc0000103 => "STATUS_NOT_A_DIRECTORY",
            0xc0000120 => "STATUS_CANCELLED",
            0xc0000203 => "STATUS_USER_SESSION_DELETED",
            0xc0000225 => "STATUS_NOT_FOUND",
            0xc000035c => "STATUS_NETWORK_SESSION_EXPIRED",
            _ => $"0x{status:x8}",
        };
}
