namespace Sonde.Capture;

/// <summary>What a format reader found: a frame whose octets lie in the input buffer.</summary>
internal struct FrameRecord
{
    public int Mark; // of the first octet in the input buffer
    public int CapturedLength;
    public long OriginalLength;
    public long Nanoseconds;
    public int LinkType;
    public int Interface;
    public int Comments; // that the format has for it
    public bool IsTimeless;
}
