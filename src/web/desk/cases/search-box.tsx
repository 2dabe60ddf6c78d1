import { Button, Input } from 'antd';
import type { FormEvent } from 'react';

interface SearchBoxProps {
  onSearch: (words: string) => void;
  words?: string;
  autoFocus?: boolean;
}

export function SearchBox({ onSearch, words = '', autoFocus = false }: SearchBoxProps) {
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
          aria-label="搜索办件"
          defaultValue={words}
          placeholder="编号、申请人、证件号码或事项（按 / ）"
          allowClear
          autoFocus={autoFocus}
        />
        <Button htmlType="submit">搜索</Button>
      </form>
    </search>
  );
}
