namespace Sonde.Engine;

/// <summary>The closed list of reasons for which a question gets no answer; <c>error_type</c> in results.</summary>
public enum EngineFault
{
    /// <summary>An argument, a setting or a name makes no sense as typed.</summary>
    InvalidArgument,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>It exists or may exist, but this user or this server may not read it.</summary>
    AccessDenied,

    /// <summary>The policy on targets forbids it.</summary>
    BlockedByPolicy,

    /// <summary>The octets are of a kind that is not read.</summary>
    UnsupportedFormat,

    /// <summary>A privilege or kernel feature is absent.</summary>
    MissingCapability,

    /// <summary>A program or library is absent.</summary>
    MissingDependency,

    /// <summary>A configured limit was reached.</summary>
    LimitExceeded,

    /// <summary>The time allowed was used up.</summary>
    Timeout,

    /// <summary>The asker gave up.</summary>
    Cancelled,

    /// <summary>A name, a registry or a remote server gave no usable answer.</summary>
    LookupFailed,

    /// <summary>Text could not be read as what it should be: configuration, filter, reply.</summary>
    ParseError,

    /// <summary>A defect of Sonde's own.</summary>
    Internal,
}
