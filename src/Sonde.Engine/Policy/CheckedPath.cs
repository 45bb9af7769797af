namespace Sonde.Engine;

/// <summary>A file that the policy let pass. Open it here and never by its path, which may mean another file by then.</summary>
public sealed class CheckedPath
{
    private readonly PathPolicy _policy;

    internal CheckedPath(PathPolicy policy, string typed, string path)
    {
        _policy = policy;
        Typed = typed;
        Path = path;
    }

    /// <summary>As the asker wrote it; for one of several files, as the pattern would have spelt it.</summary>
    public string Typed { get; }

    /// <summary>Absolute, links followed; what answers show.</summary>
    public string Path { get; }

    /// <summary>Opens the file for reading, unbuffered; others may go on writing it.</summary>
    /// <exception cref="EngineException">It is gone, may not be read, or is another file than the one checked.</exception>
    public FileStream OpenRead() => _policy.Open(this);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
