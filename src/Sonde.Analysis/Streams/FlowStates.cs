using System.Runtime.CompilerServices;

namespace Sonde.Analysis;

/// <summary>What an analyzer keeps of each conversation, in the conversation itself.</summary>
/// <remarks>
/// A look-up in a table for every segment would cost as much as reading the segment; a pass has few analyzers that keep
/// something, so their states are a short list.
/// </remarks>
internal sealed class FlowStates<T>
    where T : class
{
    /// <summary>What is kept of a conversation; null when nothing is.</summary>
    public T? Find(Flow flow) => Mine(flow) is { } state ? Unsafe.As<T>(state.Value) : null; // only this owner sets it

    /// <summary>Keeps something of a conversation, in place of what was kept before.</summary>
    public void Set(Flow flow, T value)
    {
        if (Mine(flow) is { } state)
            state.Value = value;
        else
            flow.States = new FlowState(this, value) { Next = flow.States };
    }

    /// <summary>Takes out what is kept of a conversation; null when nothing is.</summary>
    public T? Remove(Flow flow)
    {
        FlowState? before = null;
        for (FlowState? state = flow.States; state is not null; (before, state) = (state, state.Next))
        {
            if (!ReferenceEquals(state.Owner, this))
                continue;
            if (before is null)
                flow.States = state.Next;
            else
                before.Next = state.Next;
            return (T)state.Value;
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FlowState? Mine(Flow flow)
    {
        FlowState? state = flow.States;
        while (state is not null && !ReferenceEquals(state.Owner, this))
            state = state.Next;
        return state;
    }
}

/// <summary>What one analyzer keeps of a conversation, and after it what the others do.</summary>
internal sealed class FlowState(object owner, object value)
{
    public object Owner => owner;

    public object Value { get; set; } = value;

    public FlowState? Next { get; set; }
}
