namespace Streams.Detections.Matching;

/// <summary>What is supposed of an event, as the form of an expression tells it.</summary>
internal interface ISupposition
{
    /// <summary>Supposes that an expression holds, or that it does not.</summary>
    void Suppose(Expression expression, bool holds);

    /// <summary>Supposes that one of several holds, or that one does not.</summary>
    void SupposeOne(IReadOnlyList<Expression> parts, bool hold);
}
