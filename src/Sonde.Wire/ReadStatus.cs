namespace Sonde.Wire;

/// <summary>How reading one layer ended.</summary>
public enum ReadStatus : byte
{
    /// <summary>Everything the layer claims is there.</summary>
    Ok,

    /// <summary>Readable, but the capture kept fewer octets than the layer claims.</summary>
    Cut,

    /// <summary>The header itself does not fit in the octets that are there.</summary>
    TooShort,

    /// <summary>Fields contradict each other or the RFC.</summary>
    Malformed,

    /// <summary>The octets are not of this protocol; another reader may be asked.</summary>
    NotMine,
}
