namespace Streams.Engine.TestHost.Windows;

/// <summary>What an interval join hands out.</summary>
public enum JoinKind
{
    /// <summary>Every pair.</summary>
    Inner,

    /// <summary>Every pair, and a left side without a right one once none can come any more.</summary>
    Left,

    /// <summary>Only left sides without a right one, once none can come any more.</summary>
    Absence,
}
