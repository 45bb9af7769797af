using Xunit;

namespace Sonde.Engine.Tests;

public sealed class EngineExceptionTests
{
    [Fact]
    public void TheListOfErrorTypesIsThePublishedOne() =>
        Assert.Equal(
            "invalid_argument not_found access_denied blocked_by_policy unsupported_format missing_capability "
                + "missing_dependency limit_exceeded timeout cancelled lookup_failed parse_error internal",
            string.Join(' ', EngineFaults.Names)
        );

    [Fact]
    public void AnUnknownNameComesWithTheNearestAndTheAllowedOnes()
    {
        EngineException fault = EngineException.UnknownName("protocol", "htpp", ["dns", "http", "tcp"]);

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Equal("There is no protocol named 'htpp'.", fault.Message);
        Assert.Equal("Did you mean http?", fault.Suggestion);
        Assert.Equal(["dns", "http", "tcp"], fault.Allowed);
        Assert.Equal(["http"], fault.Nearest);
    }

    [Fact]
    public void ALongListOfNamesIsNotRepeatedInTheFault() =>
        Assert.Empty(
            EngineException.UnknownName("field", "x", [.. Enumerable.Range(0, 500).Select(n => $"f{n}")]).Allowed
        );
}
