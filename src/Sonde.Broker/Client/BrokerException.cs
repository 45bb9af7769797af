namespace Sonde.Broker;

/// <summary>Why a daemon gave nothing.</summary>
public enum BrokerFault
{
    /// <summary>Nobody listens there.</summary>
    NotThere,

    /// <summary>This user may not connect: it is not in the daemon's group.</summary>
    NotAllowed,

    /// <summary>It refused; <see cref="BrokerException.Code"/> says why.</summary>
    Refused,

    /// <summary>It did not answer in time, or not in this protocol.</summary>
    NoAnswer,
}

/// <summary>A daemon gave nothing.</summary>
/// <param name="fault">Why.</param>
/// <param name="reason">Why, for people.</param>
/// <param name="code">Its own code, when it refused.</param>
public sealed class BrokerException(BrokerFault fault, string reason, RefusalCode? code = null) : Exception(reason)
{
    /// <summary>Why.</summary>
    public BrokerFault Fault { get; } = fault;

    /// <summary>Its own code, when it refused.</summary>
    public RefusalCode? Code { get; } = code;
}
