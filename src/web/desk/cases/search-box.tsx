import { Button, Input } from 'antd';
import type { FormEvent } from 'react';

interface SearchBoxProps {
  onSearch: (words: string) => void;
  words?: string;
  /** What is searched for. */
  what?: string;
  placeholder?: string;
  autoFocus?: boolean;
}

export function SearchBox({
  onSearch,
  words = '',
  what = '办件',
  placeholder = '编号、申请人、证件号码或事项（按 / ）',
  autoFocus = false,
}: SearchBoxProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSearch(String(new FormData(event.currentTarget).get('words') ?? '').trim());
  }
  return (
    <search>
      <form className="search" onSubmit={submit}>
        <Input
          key={words}
          name="words"
          data-search=""
          aria-label={`搜索${what}`}
          defaultValue={words}
          placeholder={placeholder}
          allowClear
          autoFocus={autoFocus}
        />
        <Button htmlType="submit">搜索</Button>
      </form>
    </search>
  );
}
