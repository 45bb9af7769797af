namespace Sonde.Analysis;

/// <summary>What one side's first octets look like to a protocol.</summary>
internal enum Look : byte
{
    /// <summary>There are none.</summary>
    Nothing,

    /// <summary>This side of the protocol does not speak so.</summary>
    No,

    /// <summary>Too few to say.</summary>
    More,

    /// <summary>Possible, as much else would be: the port has to speak for it at once.</summary>
    Weak,

    /// <summary>Fitting: certain when the other side fits as well.</summary>
    Fits,

    /// <summary>Nothing else begins like this.</summary>
    Certain,
}

internal delegate Look LookRule(ReadOnlySpan<byte> octets);

/// <summary>Decides on a conversation by what its two sides look like, either way round.</summary>
internal static class Opening
{
    public static Recognition Of(in StreamOpening opening, ReadOnlySpan<ushort> ports, LookRule client, LookRule server)
    {
        Look asks = client(opening.FromInitiator);
        Look answers = server(opening.FromResponder);
        Certainty straight = Judge(asks, answers, ports.Contains(opening.ResponderPort));
        if (straight == Certainty.Certain)
            return Recognition.Certain;
        asks = client(opening.FromResponder);
        answers = server(opening.FromInitiator);
        Certainty turned = Judge(asks, answers, ports.Contains(opening.InitiatorPort));
        if (turned == Certainty.Certain)
            return new Recognition(Certainty.Certain, ClientIsResponder: true);
        if (straight == Certainty.Unsure)
            return Recognition.Unsure;
        if (turned == Certainty.Unsure)
            return new Recognition(Certainty.Unsure, ClientIsResponder: true);
        return straight == Certainty.NeedMore || turned == Certainty.NeedMore
            ? Recognition.NeedMore
            : Recognition.NotMine;
    }

    private static Certainty Judge(Look client, Look server, bool isUsual)
    {
        if (client == Look.No || server == Look.No)
            return Certainty.NotMine;
        if (client == Look.Certain || server == Look.Certain || (client == Look.Fits && server == Look.Fits))
            return Certainty.Certain;
        if (client >= Look.Weak || server >= Look.Weak)
        {
            return isUsual ? Certainty.Unsure
                : client == Look.Weak || server == Look.Weak ? Certainty.NotMine
                : Certainty.NeedMore;
        }
        return Certainty.NeedMore;
    }
}
