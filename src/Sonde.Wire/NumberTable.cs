using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sonde.Wire;

/// <summary>Which reader stands under which number of which space; looked up several times a packet.</summary>
/// <remarks>Numbers of up to 16 bits are positions in arrays, as long as the largest number used asks for; larger ones are hashed.</remarks>
internal sealed class NumberTable
{
    /// <summary>How many spaces there are.</summary>
    public const int Spaces = (int)NextSpace.Direct + 1;

    private const uint Direct = 1 << 16;

    private readonly LayerReader?[][] _direct = new LayerReader?[Spaces][];
    private readonly Dictionary<(NextSpace Space, uint Number), LayerReader> _large = [];

    public NumberTable() => Array.Fill(_direct, []);

    public void Add(NextSpace space, uint number, LayerReader reader)
    {
        if (number >= Direct)
        {
            _large[(space, number)] = reader;
            return;
        }
        ref LayerReader?[] table = ref _direct[(int)space];
        if (number >= table.Length)
            Array.Resize(ref table, (int)BitOperations.RoundUpToPowerOf2(number + 1)); // seldom: it copies what is there
        table[number] = reader;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LayerReader? Find(NextSpace space, uint number)
    {
        LayerReader?[] table = _direct[(int)space];
        return number < (uint)table.Length ? table[number]
            : number < Direct ? null
            : FindLarge(space, number);
    }

    private LayerReader? FindLarge(NextSpace space, uint number) => _large.GetValueOrDefault((space, number));
}
