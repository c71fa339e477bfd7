using System.Collections.Concurrent;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>
/// One thread of a reader's own for the client's blocking calls: on the thread pool they would keep everything else waiting, the web server's probes first.
/// </summary>
internal sealed class ReadingThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ReadingThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs a call there; what awaits it goes on elsewhere.</summary>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
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
        _work.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }

        _work.Dispose();
    }

    private void Run()
    {
        foreach (var call in _work.GetConsumingEnumerable())
        {
            call();
        }
    }
}
