namespace Sonde.Engine;

/// <summary>A list of blocks as it was given: those that could be read with their places, and those that could not.</summary>
internal sealed class CidrListReading
{
    private readonly List<CidrBlock> _blocks = [];
    private readonly List<int> _places = [];

    /// <summary>Reads a list.</summary>
    public CidrListReading(IReadOnlyList<string> texts)
    {
        List<string> invalid = [];
        for (int place = 0; place < texts.Count; place++)
        {
            if (CidrText.TryParse(texts[place], out WrittenCidr written, out _))
            {
                _blocks.Add(written.Block);
                _places.Add(place);
                CutDown += written.HadHostBits ? 1 : 0;
            }
            else if (InvalidCount++ < PlanningPage.MostEchoed)
                invalid.Add(PlanningPage.Echo(texts[place]));
        }
        Input = PlanningPage.Echo(texts);
        InputCount = texts.Count;
        Invalid = invalid;
    }

    /// <summary>The entries as given, a bounded number of them.</summary>
    public IReadOnlyList<string> Input { get; }

    /// <summary>Entries given.</summary>
    public int InputCount { get; }

    /// <summary>The entries that are no blocks, a bounded number of them.</summary>
    public IReadOnlyList<string> Invalid { get; }

    /// <summary>Entries that are no blocks.</summary>
    public int InvalidCount { get; }

    /// <summary>Entries of which host bits were cleared.</summary>
    public int CutDown { get; }

    /// <summary>The blocks.</summary>
    public IReadOnlyList<CidrBlock> Blocks => _blocks;

    /// <summary>For each block its place among the entries given.</summary>
    public IReadOnlyList<int> Places => _places;

    /// <summary>What the reader of an answer has to know about the list.</summary>
    public IEnumerable<string> Notes()
    {
        if (InvalidCount > 0)
            yield return $"Ignored as no blocks: {InvalidCount} of {InputCount} entries.";
        if (CutDown > 0)
            yield return $"Host bits were cleared in {CutDown} of {InputCount} entries.";
        if (InputCount > Input.Count)
            yield return $"Of the entries given, {Input.Count} of {InputCount} are repeated here.";
    }
}
