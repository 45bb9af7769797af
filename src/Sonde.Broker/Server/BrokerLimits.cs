namespace Sonde.Broker;

/// <summary>What the users of a daemon may have; every figure is for one user unless it says otherwise.</summary>
public sealed record BrokerLimits
{
    /// <summary>Connections at once.</summary>
    public int Connections { get; init; } = 48;

    /// <summary>Connections of all users at once.</summary>
    public int AllConnections { get; init; } = 192;

    /// <summary>Captures at once.</summary>
    public int Captures { get; init; } = 16;

    /// <summary>Octets of kernel memory for captures; a capture that asks for more than is left gets what is left.</summary>
    public long BufferOctets { get; init; } = 256L << 20;

    /// <summary>Octets of kernel memory for the captures of all users.</summary>
    public long AllBufferOctets { get; init; } = 1L << 30;

    /// <summary>Watches of the kernel at once.</summary>
    public int Watches { get; init; } = 4;

    /// <summary>Watches of all users at once.</summary>
    public int AllWatches { get; init; } = 8;

    /// <summary>The longest watch.</summary>
    public TimeSpan LongestWatch { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Records a second that a watch hands over; further ones are counted as lost.</summary>
    public int RecordsPerSecond { get; init; } = 20_000;

    /// <summary>Octets of records that wait for a client which does not take them; further ones are counted as lost.</summary>
    public int WaitingOctets { get; init; } = 1 << 20;

    /// <summary>Connections and requests a second, in the long run.</summary>
    public double RequestsPerSecond { get; init; } = 20;

    /// <summary>Connections and requests at once, after a rest.</summary>
    public int Burst { get; init; } = 120;

    /// <summary>How long a request may take to arrive, and an answer to be taken.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Who may ask a daemon, and for what.</summary>
/// <param name="Group">Members of this group may ask, beside root; null for root alone.</param>
/// <param name="Offers">What may be asked for.</param>
/// <param name="Program">The program's version, for clients.</param>
public sealed record BrokerPolicy(uint? Group, Offers Offers, string Program);
