namespace Sonde.Host;

/// <summary>The system refused to say something of itself.</summary>
public sealed class HostException(string message, Exception cause) : Exception(message, cause);
