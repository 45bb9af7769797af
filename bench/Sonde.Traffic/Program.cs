using System.Globalization;
using Sonde.Traffic;

const string Usage =
    "usage: Sonde.Traffic OUT.pcap PACKETS [SEED]\n       Sonde.Traffic --flows OUT.pcap CONNECTIONS [SEED]\n"
    + "Writes that many packets of made traffic, or that many short TCP connections, and OUT.pcap.truth.txt; the same arguments give the same octets.";

bool areFlows = args is ["--flows", ..];
if (areFlows)
    args = args[1..];

if (
    args.Length is < 2 or > 3
    || !long.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out long count)
    || count < 1
)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
ulong seed = 1;
if (args.Length == 3 && !ulong.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out seed))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    var truth = new Truth();
    using (var capture = new CaptureOutput(args[0]))
    {
        if (areFlows)
            new ManyFlows(new Dice(seed), count).WriteTo(capture, truth);
        else
            new Mixer(new Dice(seed), count).WriteTo(capture, truth);
    }
    File.WriteAllText(args[0] + ".truth.txt", truth.ToText());
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("Sonde.Traffic: " + e.Message);
    return 1;
}
