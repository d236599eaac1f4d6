"""What pyproject.toml cannot say: a wheel holds the files that stand beside the program in the repository."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class WithPortalFiles(build_py):
    """Puts templates, theme, pages and settings of MkDocs where ``build_scripts.brought`` looks for them."""

    def run(self) -> None:
        """Copy the modules, then the files; an installation that is edited finds them beside the program."""
        super().run()
        if self.editable_mode:
            return
        portal = Path(self.build_lib) / "build_scripts" / "portal"
        copytree(HERE / "site_templates", portal / "site_templates", dirs_exist_ok=True)
        # pictures in content/ are the repository's own
        copytree(HERE / "content", portal / "content", dirs_exist_ok=True, ignore=ignore_patterns("images"))
        copytree(HERE / "deploy", portal / "deploy", dirs_exist_ok=True)
        self.copy_file(str(HERE / "mkdocs.yml"), str(portal / "mkdocs.yml"))


setup(cmdclass={"build_py": WithPortalFiles})
