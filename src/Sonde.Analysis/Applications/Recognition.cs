namespace Sonde.Analysis;

/// <summary>What an application says of the first octets of a conversation.</summary>
public enum Certainty : byte
{
    /// <summary>They are not of this application.</summary>
    NotMine,

    /// <summary>More octets are needed to say anything.</summary>
    NeedMore,

    /// <summary>They may be of this application; a port has to speak for it.</summary>
    Unsure,

    /// <summary>Nothing else begins like this.</summary>
    Certain,
}

/// <summary>Whether a conversation is of an application, and which end is its client.</summary>
/// <param name="Certainty">How sure.</param>
/// <param name="ClientIsResponder">The end that sent first is the server: the capture began in the middle.</param>
public readonly record struct Recognition(Certainty Certainty, bool ClientIsResponder = false)
{
    /// <summary>The octets are not of this application.</summary>
    public static Recognition NotMine => default;

    /// <summary>More octets are needed.</summary>
    public static Recognition NeedMore => new(Certainty.NeedMore);

    /// <summary>Plausible.</summary>
    public static Recognition Unsure => new(Certainty.Unsure);

    /// <summary>Sure, and the end that sent first is the client.</summary>
    public static Recognition Certain => new(Certainty.Certain);
}

/// <summary>The first octets of a conversation, both ways. Valid during the call only.</summary>
public readonly ref struct StreamOpening
{
    /// <summary>What the end that sent first (the sender of the SYN, where it was seen) sent; may be empty.</summary>
    public required ReadOnlySpan<byte> FromInitiator { get; init; }

    /// <summary>What the other end sent; may be empty.</summary>
    public required ReadOnlySpan<byte> FromResponder { get; init; }

    /// <summary>These are the first octets that were sent at all; else the capture, or a gap, may have swallowed some.</summary>
    public required bool IsFromTheStart { get; init; }

    /// <summary>Port of the end that sent first.</summary>
    public required ushort InitiatorPort { get; init; }

    /// <summary>Port of the other end.</summary>
    public required ushort ResponderPort { get; init; }
}
