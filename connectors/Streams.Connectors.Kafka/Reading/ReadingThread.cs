using System.Collections.Concurrent;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>
/// One thread of a reader's own for the client's blocking calls: on the thread pool they would keep everything else waiting, the web server's probes first.
/// </summary>
internal sealed class ReadingThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    public ReadingThread(string name)
    {
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Runs a call there; what awaits it goes on elsewhere.</summary>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(call());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread once it has done what it was given.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        if (Thread.CurrentThread != thread)
        {
            thread.Join();
        }

        work.Dispose();
    }

    private void Run()
    {
        foreach (var call in work.GetConsumingEnumerable())
        {
            call();
        }
    }
}
