namespace Sonde.Engine;

/// <summary>How a question is being asked: who hears of its progress, and how it is broken off.</summary>
/// <param name="Progress">Hears of progress; null when nobody listens.</param>
/// <param name="Cancel">Breaks the question off.</param>
public sealed record AskContext(IProgress<AskProgress>? Progress = null, CancellationToken Cancel = default);

/// <summary>How far a question has come.</summary>
/// <param name="Done">Work done, in the unit of <paramref name="Total"/>: octets for captures.</param>
/// <param name="Total">All the work; null when unknown.</param>
/// <param name="Message">What has been done, for people.</param>
public sealed record AskProgress(long Done, long? Total, string Message);
