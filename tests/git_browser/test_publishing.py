"""What a build publishes of a repository, and what it leaves alone when little or nothing has changed."""

import shutil
from pathlib import Path

from tests.support.atom import atom_errors
from tests.support.fast_import import Stream
from tests.support.files import stamps, write
from tests.support.git import git
from tests.support.git_sites import add_commit, build_git_site, clone_of, pages_and_files, refs
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site


def test_clone_is_equal_and_sound(nasty_site: Site, nasty_repository: Path, tmp_path: Path) -> None:
    clone = clone_of(nasty_site, tmp_path)
    assert refs(clone) == refs(nasty_repository)
    assert git(clone, "rev-parse", "HEAD") == git(nasty_repository, "rev-parse", "HEAD")
    git(clone, "fsck", "--full")
    assert (nasty_site.output / ".nojekyll").exists()


def test_clone_holds_nothing_but_branches_and_tags(plain_repository: Path, tmp_path: Path) -> None:
    (plain_repository / "a.txt").write_text("stashed secret\n", encoding="utf-8")
    git(plain_repository, "stash")
    git(plain_repository, "notes", "add", "-m", "noted secret", "HEAD")
    clone = clone_of(build_git_site(tmp_path / "site", plain_repository), tmp_path)
    listed = git(clone, "cat-file", "--batch-all-objects", "--batch-check")
    reachable = git(plain_repository, "rev-list", "--objects", "--branches", "--tags")
    assert {line.split()[0] for line in listed.splitlines()} == {line.split()[0] for line in reachable.splitlines()}


def test_one_more_commit_adds_a_pack_and_a_force_push_leaves_none_behind(
    plain_site: Site, built_repository: Path, tmp_path: Path
) -> None:
    packs = plain_site.output / "nasty.git" / "objects" / "pack"
    first = set(packs.iterdir())
    add_commit(built_repository)
    build_git_site(plain_site.folder, built_repository)
    assert first < set(packs.iterdir())
    git(clone_of(plain_site, tmp_path), "fsck", "--full")
    git(built_repository, "reset", "--quiet", "--hard", "HEAD~1")
    build_git_site(plain_site.folder, built_repository)
    assert len(set(packs.iterdir())) == 2
    (tmp_path / "again").mkdir()
    assert refs(clone_of(plain_site, tmp_path / "again")) == refs(built_repository)


def test_a_build_without_changes_writes_nothing(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository)
    before = stamps(site.output)
    build_git_site(tmp_path / "site", plain_repository)
    assert stamps(site.output) == before


def test_one_more_commit_writes_only_pages_that_say_something_new(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository)
    before, parent = stamps(site.output), git(plain_repository, "rev-parse", "HEAD")
    add_commit(plain_repository)
    build_git_site(tmp_path / "site", plain_repository)
    after, head = stamps(site.output), git(plain_repository, "rev-parse", "HEAD")
    blob = git(plain_repository, "rev-parse", "HEAD:a.txt")
    before_oid = git(plain_repository, "rev-parse", "HEAD~:a.txt")
    written = {address for address in after if before.get(address) != after[address] and ".git/" not in address}
    assert written == {
        "nasty.bundle", "nasty.tar.gz",
        "index.html", "log.html", "refs.html", "files.html", "atom.xml", f"commit/{head}.html", f"commit/{parent}.html",
        "search/commits-1.json", "file/a.txt.html", f"blob/{blob}.html", f"raw/{blob}.txt", f"blob/{before_oid}.html",
    } - ({f"commit/{parent}.html"} if git(plain_repository, "tag", "--points-at", parent) == "" else set())  # fmt: skip
    assert before.keys() <= after.keys()


def test_incremental_build_equals_a_clean_one(plain_site: Site, built_repository: Path, tmp_path: Path) -> None:
    add_commit(built_repository)
    git(built_repository, "mv", "a.txt", "b.txt")
    add_commit(built_repository, "c.txt")
    git(built_repository, "rm", "--quiet", "README.md")
    git(built_repository, "commit", "--quiet", "--amend", "--no-edit")
    git(built_repository, "tag", "--delete", "v1")
    build_git_site(plain_site.folder, built_repository)
    assert pages_and_files(plain_site) == pages_and_files(build_git_site(tmp_path / "clean", built_repository))
    assert broken_links(plain_site.output) == []


def test_feeds_are_atom(nasty_site: Site, nasty_repository: Path, tmp_path: Path) -> None:
    shown = build_git_site(
        tmp_path / "shown", nasty_repository, 'GIT_SHOW_EMAILS = True\nSITEURL = "https://a.example"\n'
    )
    for site in (nasty_site, shown):
        for address in ("atom.xml", "tags.xml"):
            assert atom_errors(site.page(address)) == []
            assert site.page(address).count("<entry>") > 3
    assert "<email>author@example.org</email>" in shown.page("atom.xml")
    assert "<email>" not in nasty_site.page("atom.xml")


def test_feeds_are_absolute_where_the_site_has_an_address(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository, 'SITEURL = "https://example.org/git"\n')
    assert "<id>https://example.org/git/commit/" in site.page("atom.xml").replace("&#x2f;", "/")
    assert "git clone https://example.org/git/nasty.git" in site.page("log.html").replace("&#x2f;", "/")


def test_log_is_divided_into_pages_that_stay(tmp_path: Path) -> None:
    repository = tmp_path / "many"
    repository.mkdir()
    git(repository, "init", "--quiet", "--initial-branch=main", "--bare")
    stream = Stream()
    last = 0
    for number in range(250):
        last = stream.commit("main", b"Commit %d\n" % number, parents=(last,) if last else ())
        stream.put(b"f", b"%d\n" % number)
    stream.load(repository)
    site = build_git_site(tmp_path / "site", repository)
    assert "Commit 0<" in site.page("log/1.html")
    assert "Commit 99<" in site.page("log/1.html")
    assert "Commit 249<" in site.page("log.html")
    assert "Commit 100<" in site.page("log.html")
    assert broken_links(site.output) == []


def test_empty_repository_has_pages(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "empty")
    site = build_git_site(tmp_path / "site", tmp_path / "empty")
    assert "No commits yet." in site.page("log.html")
    assert broken_links(site.output) == []
    assert atom_errors(site.page("atom.xml")) == []


def test_a_branch_that_is_not_there_stops_the_build_and_leaves_the_site(plain_repository: Path, tmp_path: Path) -> None:
    before = pages_and_files(build_git_site(tmp_path / "site", plain_repository))
    site = build_git_site(tmp_path / "site", plain_repository, "GIT_BRANCH = 'mian'\n", code=1)
    assert "GIT_BRANCH: neither the repository nor its origin has a branch 'mian': write one of main" in site.said
    assert pages_and_files(site) == before
    git(tmp_path, "init", "--quiet", "empty")
    build_git_site(tmp_path / "other", tmp_path / "empty", "GIT_BRANCH = 'main'\n")


def test_detached_head_is_published(plain_repository: Path, tmp_path: Path) -> None:
    git(plain_repository, "checkout", "--quiet", "--detach", "HEAD~1")
    site = build_git_site(tmp_path / "site", plain_repository)
    assert "1 commit on HEAD" in site.page("log.html")


def test_a_head_that_is_a_symbolic_link_names_its_branch(plain_repository: Path, tmp_path: Path) -> None:
    git(plain_repository, "branch", "other")
    head = plain_repository / ".git" / "HEAD"
    head.unlink()
    head.symlink_to("refs/heads/main")
    site = build_git_site(tmp_path, plain_repository)
    assert "commits on main" in site.page("log.html")
    assert "(published)" in site.page("refs.html")


def test_shallow_clone_says_so_and_links_nothing_missing(plain_repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", plain_repository.as_uri(), "shallow")
    site = build_git_site(tmp_path / "site", tmp_path / "shallow")
    assert "shallow clone" in site.page("log.html")
    assert not (site.output / "nasty.git").exists()
    assert broken_links(site.output) == []
    assert invalid_html(site.output) == []


def test_partial_clone_fetches_nothing(plain_repository: Path, tmp_path: Path) -> None:
    git(plain_repository, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", plain_repository.as_uri(), "partial")
    objects = git(tmp_path / "partial", "count-objects", "-v")
    site = build_git_site(tmp_path / "site", tmp_path / "partial")
    assert git(tmp_path / "partial", "count-objects", "-v") == objects
    assert broken_links(site.output) == []


def test_worktree_and_bare_repository_are_published(plain_repository: Path, tmp_path: Path) -> None:
    git(plain_repository, "worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "side")
    git(tmp_path, "clone", "--quiet", "--bare", plain_repository.as_uri(), "bare.git")
    for number, repository in enumerate((tmp_path / "tree", tmp_path / "bare.git")):
        site = build_git_site(tmp_path / f"site{number}", repository)
        assert "Second" in site.page("log.html")


def test_repository_of_sha256_is_published(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "long")
    add_commit(tmp_path / "long")
    site = build_git_site(tmp_path / "site", tmp_path / "long")
    assert "<ins>" in site.page(f"commit/{git(tmp_path / 'long', 'rev-parse', 'HEAD')}.html").partition('id="f0"')[2]


def test_without_repository_the_site_builds_and_says_why(tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", ".", environment={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert "No git browser:" in site.said


def test_email_addresses_are_shown_if_the_setting_says_so(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository, "GIT_SHOW_EMAILS = True\n")
    name = git(plain_repository, "rev-parse", "HEAD")
    assert "author@example.org" in site.page(f"commit/{name}.html")


def test_file_pages_can_be_left_out(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository, "GIT_FILE_PAGES = False\n")
    folders = {address.split("/")[0] for address in site.addresses()}
    assert not folders & {"blob", "blame", "history"}
    assert {address for address in site.addresses() if address.startswith("file/")} == {"file/README.md.html"}
    assert "GIT_FILE_PAGES is False" in site.said
    assert broken_links(site.output) == []


def test_clone_can_be_turned_off(plain_site: Site, built_repository: Path) -> None:
    assert (plain_site.output / "nasty.git").exists()
    build_git_site(plain_site.folder, built_repository, "GIT_PUBLISH_CLONE = False\n")
    assert not (plain_site.output / "nasty.git").exists()


def test_summaries_of_a_hook_are_shown(plain_repository: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    body = "return [f'{path}: {len(before or ())} to {len(after or ())} <bytes>', [('lost', '<a>'), ('gained', 'b')]]"
    hook = f"def tell(path, before, after):\n    {body}\n"
    (tmp_path / "site" / "hook.py").write_text(hook, encoding="utf-8")
    extra = 'import sys\nsys.path.insert(0, str(Path(__file__).parent))\nGIT_SUMMARIES = ["hook:tell"]\n'
    site = build_git_site(
        tmp_path / "site", plain_repository, extra, environment={"PYTHONPATH": str(tmp_path / "site")}
    )
    name = git(plain_repository, "rev-parse", "HEAD")
    assert "<li>a.txt: 8 to 14 &lt;bytes&gt;</li>" in site.page(f"commit/{name}.html")
    assert "<li><del>&lt;a&gt;</del><ins>b</ins></li>" in site.page(f"commit/{name}.html")


def test_an_interrupted_build_fails_so_that_nothing_publishes_its_half(plain_repository: Path, tmp_path: Path) -> None:
    hook = "def tell(path, before, after):\n    raise KeyboardInterrupt\n"
    (tmp_path / "interrupting.py").write_text(hook, encoding="utf-8")
    extra = "GIT_SUMMARIES = ['interrupting:tell']\n"
    surroundings = {"PYTHONPATH": str(tmp_path), "SCANPRESS_JOBS": "1"}
    site = build_git_site(tmp_path / "site", plain_repository, extra, code=1, environment=surroundings)
    assert "Interrupted: the output folder may hold pages of two builds." in site.said
    assert "Traceback" not in site.said


def test_messages_of_tags_end_at_their_signature_and_at_nothing_else(plain_repository: Path, tmp_path: Path) -> None:
    message = (
        "Release\n\nMade with -----BEGIN PGP SIGNATURE----- in mind.\n\n"
        "-----BEGIN CERTIFICATE-----\nkey\n-----END CERTIFICATE-----\nand more"
    )
    signature = "-----BEGIN SSH SIGNATURE-----\nsecret\n-----END SSH SIGNATURE-----"
    git(plain_repository, "tag", "-a", "-m", f"{message}\n{signature}", "v2")
    page = build_git_site(tmp_path, plain_repository).page("refs.html")
    assert message.partition("\n\n")[2] in page
    assert "secret" not in page


def test_thousands_of_refs_are_divided_into_pages(plain_repository: Path, tmp_path: Path) -> None:
    head = git(plain_repository, "rev-parse", "HEAD")
    listed = "".join(f"create refs/tags/t{number:04} {head}\n" for number in range(1000))
    git(plain_repository, "update-ref", "--stdin", given=listed.encode())
    site = build_git_site(tmp_path / "site", plain_repository)
    pages = [site.page(address) for address in ("refs.html", "refs/2.html", "refs/3.html", "refs/4.html")]
    assert [page.count('<th scope="row">') for page in pages] == [300, 300, 300, 102]
    assert [page.count("<h2>Branches</h2>") for page in pages] == [1, 0, 0, 0]
    assert max(len(page) for page in pages) < 200_000
    assert broken_links(site.output) == []
    assert invalid_html(site.output) == []


def test_pages_of_a_removed_history_are_removed_without_a_cache_too(plain_repository: Path, tmp_path: Path) -> None:
    add_commit(plain_repository, "secret.txt", "a key that was committed\n")
    site = build_git_site(tmp_path / "site", plain_repository)
    assert site.page("file/secret.txt.html").count("a key that was committed") == 1
    git(plain_repository, "reset", "--hard", "HEAD~1")
    shutil.rmtree(tmp_path / "site" / "cache")
    site = build_git_site(tmp_path / "site", plain_repository)
    clean = build_git_site(tmp_path / "clean", plain_repository)
    assert site.addresses() == clean.addresses()
    assert pages_and_files(site) == pages_and_files(clean)


def test_files_of_others_are_kept_without_a_cache(plain_repository: Path, tmp_path: Path) -> None:
    theirs = ["files/reports/annual.html", "history/1999.html", f"raw/{'a' * 40}.txt", "log/post.html", "refs.html.bak"]
    for address in theirs:
        write(tmp_path / "site/output" / address, "<!DOCTYPE html>\n<p>somebody else's")
    site = build_git_site(tmp_path / "site", plain_repository)
    assert set(theirs) <= site.addresses()
