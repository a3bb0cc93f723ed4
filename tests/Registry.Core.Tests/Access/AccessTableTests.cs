using Registry.Core.Access;

namespace Registry.Core.Tests.Access;

/// <summary>Every operation × every role × every grant × every visibility × shared or not, against a table that is written down here a second time.</summary>
public sealed class AccessTableTests
{
    /// <summary>
    /// One line an operation: the least role (a: anybody, u: a token, A: an administrator) and what it needs of the entity
    /// (-: nothing, s: to see it, d: to take its files, U: upload, D: delete, M: maintainer).
    /// </summary>
    private const string Table =
        """
        ListEntities    a -
        CreateEntity    u -
        ReadEntity      a s
        ChangeEntity    u M
        DeleteEntity    u M
        ListVersions    a s
        ReadVersion     a s
        CompareVersions a s
        InstallVersion  a d
        AddVersion      u U
        ChangeVersion   u U
        RevertVersion   u U
        ArchiveVersion  u D
        DeleteVersion   u D
        Upload          u U
        Download        a d
        ReadChannel     a s
        MoveChannel     u M
        ReadAccess      u -
        ChangeAccess    u M
        ReadEvents      a -
        ManageTokens    A -
        """;

    private static readonly Dictionary<AccessOperation, (char Role, char Need)> s_expected = Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(parts => Enum.Parse<AccessOperation>(parts[0]), parts => (parts[1][0], parts[2][0]));

    private static readonly string[] s_visibilities = ["private", "organization", "public"];

    [Fact]
    public void EveryOperationStandsInTheTable() => Assert.Equal(Enum.GetValues<AccessOperation>().Order(), s_expected.Keys.Order());

    [Fact]
    public void EveryCaseIsDecidedAsTheTableSays()
    {
        var cases = 0;
        foreach (var (operation, (role, need)) in s_expected)
        {
            foreach (var caller in Enum.GetValues<CallerRole>())
            {
                Assert.Equal(OfRole(role, caller) ?? AccessDecision.Allowed, AccessTable.Decide(operation, caller));
                foreach (var visibility in s_visibilities)
                {
                    for (var grants = 0; grants < 16; grants++)
                    {
                        foreach (var isShared in new[] { false, true })
                        {
                            var access = new EntityAccess(visibility, (Grants)grants, isShared);
                            var actual = AccessTable.Decide(operation, caller, access);
                            Assert.True(Expected(role, need, caller, visibility, grants, isShared) == actual, $"{operation} by {caller} of {access}: {actual}");
                            cases++;
                        }
                    }
                }
            }
        }

        Assert.Equal(22 * 3 * 3 * 16 * 2, cases);
    }

    private static AccessDecision? OfRole(char role, CallerRole caller) => (role, caller) switch
    {
        ('u' or 'A', CallerRole.Anonymous) => AccessDecision.Unauthenticated,
        ('A', CallerRole.User) => AccessDecision.Forbidden,
        _ => null,
    };

    private static AccessDecision Expected(char role, char need, CallerRole caller, string visibility, int grants, bool isShared)
    {
        if (OfRole(role, caller) is { } refused) return refused;
        if (caller == CallerRole.Administrator || need == '-') return AccessDecision.Allowed;
        var downloads = visibility == "public" || (visibility == "organization" && caller == CallerRole.User) || isShared || (grants & 2) != 0;
        if (!downloads && grants == 0) return AccessDecision.Hidden;
        var isAllowed = need switch
        {
            's' => true,
            'd' => downloads,
            'U' => (grants & 4) != 0,
            'D' => (grants & 8) != 0,
            _ => (grants & 1) != 0,
        };
        return isAllowed ? AccessDecision.Allowed : AccessDecision.Forbidden;
    }
}
