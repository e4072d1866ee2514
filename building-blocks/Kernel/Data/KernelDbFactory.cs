using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Kernel;

internal sealed class KernelDbFactory : IDesignTimeDbContextFactory<KernelDb>
{
    public KernelDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<KernelDb>("portal"));
}
