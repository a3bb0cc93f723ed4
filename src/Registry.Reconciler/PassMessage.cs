using Registry.Core.Operations;
using Registry.Core.Store;

namespace Registry.Reconciler;

/// <summary>The message of a pass's commit (specification, part 4, rule 9).</summary>
internal static class PassMessage
{
    private const string Action = "reconcile";

    /// <summary>Writes the message.</summary>
    /// <param name="pass">What the pass did.</param>
    /// <param name="emitted">The versions that came by the inbox.</param>
    public static CommitMessage Of(Pass pass, IReadOnlyList<EmitOutcome> emitted)
    {
        List<string> parts = [];
        Add(emitted, "emit", "versions", one => $"{one.Entity} {one.Version}");
        Add(pass.Published, "publish", "versions", one => $"{one.Entity} {one.Release.Version}");
        Add(pass.Advances, "advance", "channels", one => $"{one.Entity} {one.To} to {one.Channel}");
        if (parts.Count == 0) Add(pass.Observations, "observe", "moves", one => $"{one.Entity} {one.Version} in {one.Channel}");
        var lines = emitted.Select(one => $"{one.Entity} {one.Version}: emitted, {one.SourceHash}")
            .Concat(pass.Published.Select(one => $"{one.Entity} {one.Release.Version}: published as {one.Release.Tag}"))
            .Concat(pass.Advances.Select(one => $"{one.Entity} {one.Channel}: {one.From?.ToString() ?? "nothing"} to {one.To}"))
            .Concat(pass.Observations.Select(one => $"{one.Entity} {one.Channel}: seen at {one.Version}"));
        List<KeyValuePair<string, string>> trailers = [new(CommitMessage.Action, Action)];
        if ((emitted, pass) is ([], { Advances: [var only], Observations: [], Published: [] }))
            trailers.AddRange([new(CommitMessage.Entity, only.Entity.ToString()), new(CommitMessage.Version, only.To.ToString()), new(CommitMessage.Channel, only.Channel)]);
        trailers.AddRange(pass.Advances.Select(one => new KeyValuePair<string, string>(CommitMessage.Key, one.Key.ToString())));
        return new CommitMessage(string.Join(", ", parts), string.Join('\n', lines), trailers);

        void Add<T>(IReadOnlyList<T> items, string verb, string many, Func<T, string> name)
        {
            if (items.Count > 0) parts.Add(items is [var one] ? $"{verb} {name(one)}" : $"{verb} {items.Count} {many}");
        }
    }
}
