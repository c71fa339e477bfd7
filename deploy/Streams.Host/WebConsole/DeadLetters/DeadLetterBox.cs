namespace Streams.Host.WebConsole.DeadLetters;

/// <summary>The newest dead letters.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class DeadLetterBox
{
    /// <summary>How many are kept.</summary>
    public const int Most = 500;

    private readonly Lock _gate = new();
    private readonly Queue<DeadLetter> _letters = new(Most);

    public void Add(DeadLetter letter)
    {
        lock (_gate)
        {
            if (_letters.Count == Most)
            {
                _letters.Dequeue();
            }

            _letters.Enqueue(letter);
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<DeadLetter> Newest(int limit)
    {
        lock (_gate)
        {
            return [.. _letters.Reverse().Take(limit)];
        }
    }
}
