namespace Sonde.Analysis;

/// <summary>Counts remarks by what they say.</summary>
/// <remarks>Memory: about 300 octets a remark, at most <see cref="Limit"/>; further ones are counted in <see cref="NotKept"/> only.</remarks>
public sealed class ExpertBook
{
    /// <summary>Different remarks that are kept.</summary>
    public const int Limit = 50_000;

    private readonly Dictionary<Key, ExpertFinding> _findings = [];

    /// <summary>The remarks.</summary>
    public IReadOnlyCollection<ExpertFinding> Findings => _findings.Values;

    /// <summary>Remarks that were made when there was no room for another one.</summary>
    public long NotKept { get; private set; }

    /// <summary>Counts a remark on a frame.</summary>
    public void Add(ExpertRule rule, long frame, long detail = 0)
    {
        var key = new Key(rule, detail);
        if (!_findings.TryGetValue(key, out ExpertFinding? finding))
        {
            if (_findings.Count >= Limit)
            {
                NotKept++;
                return;
            }
            _findings.Add(key, finding = new ExpertFinding(rule, detail));
        }
        finding.Add(frame);
    }

    private readonly record struct Key(ExpertRule Rule, long Detail);
}
