namespace Streams.Host.Demo;

/// <summary>How the demo runs.</summary>
/// <param name="Speed">Recorded seconds a second; 0: as fast as it goes.</param>
/// <param name="Exit">Whether it ends when the recording has been replayed.</param>
/// <param name="Json">Whether alerts go to standard output as JSON lines.</param>
/// <param name="FailOnAlert">Whether an alert makes it end with 1.</param>
/// <param name="Listen"><c>address:port</c> of the console; empty: none.</param>
/// <param name="Retrain">Whether a model is trained on what was recorded, and promoted.</param>
internal sealed record DemoOptions(double Speed, bool Exit, bool Json, bool FailOnAlert, string Listen, bool Retrain);
