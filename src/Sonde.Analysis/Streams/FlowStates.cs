namespace Sonde.Analysis;

/// <summary>What an analyzer keeps of each conversation: in the conversation, for the first analyzer of a pass that asks, else beside it.</summary>
/// <remarks>A look-up for every segment would cost as much as reading the segment.</remarks>
internal sealed class FlowStates<T>
    where T : class
{
    private readonly Dictionary<Flow, T> _beside = new(ReferenceEqualityComparer.Instance);

    public T? Find(Flow flow) =>
        flow.State is Held held && held.Owner == this ? held.State
        : _beside.Count == 0 ? null
        : _beside.GetValueOrDefault(flow); // also where the analyzer whose state was in the conversation is done with it

    public void Set(Flow flow, T state)
    {
        if (IsMine(flow) || (flow.State is null && !_beside.ContainsKey(flow)))
            flow.State = new Held(this, state);
        else
            _beside[flow] = state;
    }

    /// <summary>Takes out what is kept of a conversation; null when nothing is.</summary>
    public T? Remove(Flow flow)
    {
        T? state = Find(flow);
        if (IsMine(flow))
            flow.State = null;
        else
            _beside.Remove(flow);
        return state;
    }

    private bool IsMine(Flow flow) => flow.State is Held held && held.Owner == this;

    private sealed record Held(FlowStates<T> Owner, T State);
}
