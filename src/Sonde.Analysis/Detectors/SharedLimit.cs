namespace Sonde.Analysis;

/// <summary>How much the entries of a detector may hold together, whichever of them holds it.</summary>
/// <remarks>What an entry holds is free for others when the entry is forgotten: else an attack would blind the detector for good.</remarks>
/// <param name="most">Most that is held at a time.</param>
internal sealed class SharedLimit(int most)
{
    private int _taken;

    /// <summary>How much there was no room for.</summary>
    public long NotKept { get; private set; }

    /// <param name="mayTake">The entry has not reached a limit of its own.</param>
    public bool TryTake(bool mayTake = true)
    {
        if (_taken >= most || !mayTake)
        {
            NotKept++;
            return false;
        }
        _taken++;
        return true;
    }

    public void GiveBack(int count) => _taken -= count;
}
